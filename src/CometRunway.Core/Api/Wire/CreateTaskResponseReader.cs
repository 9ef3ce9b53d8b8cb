using System.Text.Json;

namespace CometRunway.Api.Wire;

/// <summary>Reads the response to a create request: the id of an accepted one, and an id in any other response.</summary>
internal static class CreateTaskResponseReader
{
    /// <summary>
    /// Returns the response, or null when the first JSON object contains no valid id. Gateways of this kind send the id before they store the
    /// task. When storing fails they append an error to the body, so any data after the first object is a warning. If the object cannot be read
    /// to its end, the part before counts.
    /// </summary>
    public static CreateTaskResponse? Read(ReadOnlySpan<byte> body)
    {
        if (Object(body, out var moreFollows) is not { } root || Id(root) is not { } id || !TaskIds.IsPlausible(id))
            return null;
        return new CreateTaskResponse(id, moreFollows || root.Member("error") is not null, Credits(root));
    }

    /// <summary>
    /// Returns the id in a response that does not say that a task was created, such as an error; null when there is none. It may be the id of the task or
    /// anything else.
    /// </summary>
    public static string? ReadUnconfirmedId(ReadOnlySpan<byte> body)
    {
        if (Object(body, out _) is not { } root)
            return null;
        var data = root.Object("data");
        string?[] ids = [root.TextOrNumber("id"), root.TextOrNumber("task_id"), data?.TextOrNumber("task_id"), data?.TextOrNumber("id")];
        // In an error, a text with a slash is rather a path or a link.
        return Array.Find(ids, static id => id is not null && TaskIds.IsPlausible(id) && !id.Contains('/', StringComparison.Ordinal));
    }

    private static JsonElement? Object(ReadOnlySpan<byte> body, out bool moreFollows) =>
        LenientJson.FirstObject(body, out moreFollows) ?? ReadablePart.Read(body);

    private static string? Id(JsonElement root) =>
        root.TextOrNumber("id") ?? root.TextOrNumber("task_id") ?? (IsSuccess(root) ? IdInData(root) : null);

    private static string? IdInData(JsonElement root) =>
        root.Object("data") is { } data ? data.TextOrNumber("task_id") ?? data.TextOrNumber("id") : root.Text("data");

    private static bool IsSuccess(JsonElement root) => !ErrorEnvelope.IsError(root);

    private static double? Credits(JsonElement root) =>
        root.Object("estimatedCost")?.Number("credits") is >= 0 and var credits ? credits : null;
}
