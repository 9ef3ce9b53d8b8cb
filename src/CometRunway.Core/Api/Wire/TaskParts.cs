using System.Text.Json;

namespace CometRunway.Api.Wire;

/// <summary>The two objects of a response that can contain a task: the gateway's row, and Runway's object inside it.</summary>
/// <param name="Row">The bare task, or the row of the gateway or feed.</param>
/// <param name="Inner">Runway's object inside the row; null for a bare task.</param>
internal readonly record struct TaskParts(JsonElement Row, JsonElement? Inner)
{
    public static TaskParts Find(JsonElement root)
    {
        var row = root.Object("data") is { } data && IsWrapper(root, data) ? data : root;
        return new TaskParts(row, row.Object("data"));
    }

    /// <summary>Runway's object first, then the row.</summary>
    public IEnumerable<JsonElement> InnerFirst => Inner is { } inner ? [inner, Row] : [Row];

    /// <summary>The row first, then Runway's object.</summary>
    public IEnumerable<JsonElement> RowFirst => Inner is { } inner ? [Row, inner] : [Row];

    // A feed row has an id and a status besides "data"; a wrapper has neither.
    private static bool IsWrapper(JsonElement root, JsonElement data) =>
        HasTaskFields(data) && !(root.Text("status") is not null && (root.Member("task_id") ?? root.Member("id")) is not null)
        || !HasTaskFields(root);

    private static bool HasTaskFields(JsonElement element) =>
        (element.Member("task_id") ?? element.Member("id") ?? element.Member("status") ?? element.Member("output")) is not null;
}
