namespace CometRunway.Api.Wire;

/// <summary>Checks whether a task id can be used in a URL path. An id is opaque: a UUID at Runway, <c>task_…</c> in newer gateways.</summary>
internal static class TaskIds
{
    public const int MaxLength = 200;

    public static bool IsUsable(string id) =>
        !string.IsNullOrWhiteSpace(id)
        && id.Length <= MaxLength
        // URI normalisation removes dot segments, so the request would go to another endpoint.
        && id is not ("." or "..")
        && !id.Any(static character => char.IsControl(character) || char.IsSurrogate(character));
}
