using System.Buffers;

namespace CometRunway.Api.Wire;

/// <summary>Checks task ids. An id is opaque: a UUID at Runway, <c>task_…</c> in newer gateways.</summary>
internal static class TaskIds
{
    public const int MaxLength = 200;

    private static readonly SearchValues<char> OfIds =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:~+=/@|");

    /// <summary>
    /// Returns true for a text that a service may use as an id. A sentence is not an id: people and models would read it as text of this library.
    /// </summary>
    public static bool IsPlausible(string id) => IsUsable(id) && !id.AsSpan().ContainsAnyExcept(OfIds);

    /// <summary>Returns true for an id that can be used in a URL path.</summary>
    public static bool IsUsable(string id) =>
        !string.IsNullOrWhiteSpace(id)
        && id.Length <= MaxLength
        // URI normalisation removes dot segments, so the request would go to another endpoint.
        && id is not ("." or "..")
        && !id.Any(static character => char.IsControl(character) || char.IsSurrogate(character));
}
