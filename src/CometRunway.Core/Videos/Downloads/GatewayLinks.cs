using CometRunway.Options;

namespace CometRunway.Videos.Downloads;

/// <summary>
/// The links of the service itself. Some gateways give a link on their own address that requires the API key. The key is sent to no other address: not
/// to another host, port or scheme, and not outside the path of the base address.
/// </summary>
/// <param name="BaseAddress">The configured address of the service.</param>
/// <param name="Key">The key of the task's account; null if it is not known.</param>
internal sealed record GatewayLinks(Uri BaseAddress, ApiKey? Key)
{
    /// <summary>Returns true if the link leads to the service: the same origin, below the path of the base address.</summary>
    public bool Contains(Uri link) =>
        link.Scheme == BaseAddress.Scheme
        && link.Port == BaseAddress.Port
        && link.UserInfo.Length == 0
        && string.Equals(link.IdnHost, BaseAddress.IdnHost, StringComparison.OrdinalIgnoreCase)
        && link.AbsolutePath.StartsWith(BaseAddress.AbsolutePath, StringComparison.Ordinal)
        && !HasDotSegments(link.AbsolutePath);

    /// <summary>
    /// Returns the same file on the base address, for a link whose path is that of the service's own files: a gateway that does not know its public
    /// address writes another host, or http. Null for other links.
    /// </summary>
    /// <param name="link">A link of the task.</param>
    /// <param name="taskId">The id of the task.</param>
    public Uri? OwnContent(Uri link, string taskId)
    {
        var content = $"v1/videos/{taskId}/content";
        return !Contains(link) && link.AbsolutePath.EndsWith("/" + content, StringComparison.Ordinal) && Uri.TryCreate(BaseAddress, content, out var own) && Contains(own) ? own : null;
    }

    // A server removes dot segments, also escaped ones, so the path could leave the base address.
    private static bool HasDotSegments(string path) =>
        path.Contains('\\', StringComparison.Ordinal)
        || path.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase).Replace("%2f", "/", StringComparison.OrdinalIgnoreCase).Replace("%5c", "/", StringComparison.OrdinalIgnoreCase).Split('/').Any(static segment => segment is "." or "..");
}
