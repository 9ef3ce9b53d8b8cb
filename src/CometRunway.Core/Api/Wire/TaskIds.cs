namespace CometRunway.Api.Wire;

/// <summary>Which task ids can be put into a path. An id is opaque: a UUID upstream, <c>task_…</c> in newer gateways.</summary>
internal static class TaskIds
{
    public const int Longest = 200;

    public static bool IsUsable(string id) =>
        !string.IsNullOrWhiteSpace(id)
        && id.Length <= Longest
        // A path of dots would be folded away, and the call would go to another route.
        && id is not ("." or "..")
        && !id.Any(static character => char.IsControl(character) || char.IsSurrogate(character));
}
