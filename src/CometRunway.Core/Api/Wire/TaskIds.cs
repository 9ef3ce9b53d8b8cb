namespace CometRunway.Api.Wire;

/// <summary>Checks task ids. An id is opaque: a UUID at Runway, <c>task_…</c> in newer gateways.</summary>
internal static class TaskIds
{
    public const int MaxLength = 200;

    /// <summary>Returns true for an id that can be used in a URL path.</summary>
    public static bool IsUsable(string id) =>
        !string.IsNullOrWhiteSpace(id)
        && id.Length <= MaxLength
        // URI normalisation removes dot segments, so the request would go to another endpoint.
        && id is not ("." or "..")
        && !id.Any(static character => char.IsControl(character) || char.IsSurrogate(character));

    /// <summary>Returns true for an id of letters, digits and the signs of ids only. Other text in an error may be a sentence.</summary>
    public static bool IsPlain(string id) => IsUsable(id) && id.All(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or ':' or '~');
}
