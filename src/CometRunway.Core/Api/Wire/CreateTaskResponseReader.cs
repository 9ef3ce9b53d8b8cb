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
    /// <param name="body">The body of a response with a 2xx status.</param>
    /// <param name="location">Its <c>Location</c> header, which counts if the body is empty.</param>
    public static CreateTaskResponse? Read(ReadOnlySpan<byte> body, string? location = null)
    {
        if (Object(body, out var moreFollows) is { } root)
            return AcceptedId(root) is { } id ? new CreateTaskResponse(id, moreFollows || root.Member("error") is not null, Credits(root)) : null;
        if (LenientJson.FirstArray(body) is { } list)
            return list.GetArrayLength() == 1 && AcceptedId(list[0]) is { } id ? new CreateTaskResponse(id, EstimatedCredits: Credits(list[0])) : null;
        return body.IndexOfAnyExcept(" \t\r\n"u8) < 0 && OtherIdPlaces.InAddress(location) is { } named ? new CreateTaskResponse(named) : null;
    }

    /// <summary>
    /// Returns the id in a response that does not say that a task was created, such as an error; null when there is none. It may be the id of the task or
    /// anything else.
    /// </summary>
    public static string? ReadUnconfirmedId(ReadOnlySpan<byte> body, string? location = null)
    {
        if ((Object(body, out _) ?? ReadablePart.ReadFirstOfList(body)) is not { } root)
            return OtherIdPlaces.InAddress(location);
        var data = root.Object("data");
        string?[] ids = [root.TextOrNumber("id"), root.TextOrNumber("task_id"), data?.TextOrNumber("task_id"), data?.TextOrNumber("id"), .. OtherIdPlaces.InError(root)];
        // In an error, a text with a slash is rather a path or a link.
        return Array.Find(ids, static id => id is not null && TaskIds.IsPlausible(id) && !id.Contains('/', StringComparison.Ordinal)) ?? OtherIdPlaces.InAddress(location);
    }

    private static JsonElement? Object(ReadOnlySpan<byte> body, out bool moreFollows) =>
        LenientJson.FirstObject(body, out moreFollows) ?? ReadablePart.Read(body);

    private static string? AcceptedId(JsonElement root)
    {
        if (Id(root) is { } id)
            return TaskIds.IsPlausible(id) ? id : null;
        return IsSuccess(root) ? OtherIdPlaces.Only(root) : null;
    }

    private static string? Id(JsonElement root) =>
        root.TextOrNumber("id") ?? root.TextOrNumber("task_id") ?? (IsSuccess(root) ? IdInData(root) : null);

    private static string? IdInData(JsonElement root) =>
        root.Object("data") is { } data ? data.TextOrNumber("task_id") ?? data.TextOrNumber("id") : root.Text("data");

    private static bool IsSuccess(JsonElement root) => !ErrorEnvelope.IsError(root);

    private static double? Credits(JsonElement root) =>
        root.Object("estimatedCost")?.Number("credits") is >= 0 and var credits ? credits : null;
}
