using System.Text.Json;

namespace CometRunway.Api.Wire;

/// <summary>Reads the answer to an accepted create.</summary>
internal static class CreateTaskResponseReader
{
    /// <summary>
    /// The receipt, or null when the first JSON object holds no usable id. A gateway of this family sends the id first and stores the
    /// task afterwards; when storing fails it appends an error to the body already sent, so whatever follows the id is a warning.
    /// </summary>
    public static CreateTaskResponse? Read(ReadOnlySpan<byte> body)
    {
        if (LenientJson.FirstObject(body, out var moreFollows) is not { } root || Id(root) is not { } id || !TaskIds.IsUsable(id))
            return null;
        return new CreateTaskResponse(id, moreFollows || root.Member("error") is not null, Credits(root));
    }

    private static string? Id(JsonElement root) =>
        root.TextOrNumber("id") ?? root.TextOrNumber("task_id") ?? (IsSuccess(root) ? InData(root) : null);

    private static string? InData(JsonElement root) =>
        root.Object("data") is { } data ? data.TextOrNumber("task_id") ?? data.TextOrNumber("id") : root.Text("data");

    private static bool IsSuccess(JsonElement root) => !ErrorEnvelope.Stands(root);

    private static double? Credits(JsonElement root) =>
        root.Object("estimatedCost")?.Number("credits") is >= 0 and var credits ? credits : null;
}
