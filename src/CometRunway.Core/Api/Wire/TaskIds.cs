using System.Buffers;

namespace CometRunway.Api.Wire;

/// <summary>
/// Checks whether a text can be the id of a task: an opaque string that is used in URLs, files and messages. It is a UUID at Runway, <c>task_…</c>
/// in newer gateways. A sentence is not an id, because people and models would read it as one of this library.
/// </summary>
internal static class TaskIds
{
    public const int MaxLength = 200;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:~+=/@|");

    public static bool IsUsable(string id) =>
        id.Length is > 0 and <= MaxLength
        && !id.AsSpan().ContainsAnyExcept(Allowed)
        // URI normalisation removes dot segments, so the request would go to another endpoint.
        && id is not ("." or "..");
}
