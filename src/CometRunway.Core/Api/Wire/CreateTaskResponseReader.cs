using System.Text.Json;

namespace CometRunway.Api.Wire;

/// <summary>Reads the response to an accepted create request.</summary>
internal static class CreateTaskResponseReader
{
    /// <summary>
    /// Returns the response, or null when the first JSON object contains no valid id. Gateways of this kind send the id before they store the
    /// task. When storing fails they append an error to the body, so any data after the first object is a warning.
    /// </summary>
    public static CreateTaskResponse? Read(ReadOnlySpan<byte> body)
    {
        if (LenientJson.FirstObject(body, out var moreFollows) is not { } root || Id(root) is not { } id || !TaskIds.IsPlausible(id))
            return null;
        return new CreateTaskResponse(id, moreFollows || root.Member("error") is not null, Credits(root));
    }

    private static string? Id(JsonElement root) =>
        root.TextOrNumber("id") ?? root.TextOrNumber("task_id") ?? (IsSuccess(root) ? IdInData(root) : null);

    private static string? IdInData(JsonElement root) =>
        root.Object("data") is { } data ? data.TextOrNumber("task_id") ?? data.TextOrNumber("id") : root.Text("data");

    private static bool IsSuccess(JsonElement root) => !ErrorEnvelope.IsError(root);

    private static double? Credits(JsonElement root) =>
        root.Object("estimatedCost")?.Number("credits") is >= 0 and var credits ? credits : null;
}
