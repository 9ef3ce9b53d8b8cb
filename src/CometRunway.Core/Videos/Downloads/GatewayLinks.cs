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
    private const string PlainMarks = "-_.~ !$&'()*+,=:@";

    /// <summary>Returns true if the link leads to the service: the same origin, below the path of the base address.</summary>
    public bool Contains(Uri link) =>
        link.Scheme == BaseAddress.Scheme
        && link.Port == BaseAddress.Port
        && link.UserInfo.Length == 0
        && string.Equals(link.IdnHost, BaseAddress.IdnHost, StringComparison.OrdinalIgnoreCase)
        && link.AbsolutePath.StartsWith(BaseAddress.AbsolutePath, StringComparison.Ordinal)
        // No path leads out of the root.
        && (BaseAddress.AbsolutePath == "/" || IsPlain(link.AbsolutePath[BaseAddress.AbsolutePath.Length..]));

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

    /// <summary>
    /// True for a path that every server reads as the same one. Servers differ in what else they take for a separator or a dot segment (escapes, escapes
    /// of escapes, backslashes, parameters after a semicolon, dots or spaces at an end), and one of them could lead out of the base address.
    /// </summary>
    private static bool IsPlain(string path)
    {
        var segments = path.Split('/');
        return segments[..^1].All(static segment => segment.Length > 0) && segments.All(IsPlainSegment);
    }

    private static bool IsPlainSegment(string segment)
    {
        var name = Uri.UnescapeDataString(segment);
        return name.All(static c => char.IsLetterOrDigit(c) || PlainMarks.Contains(c)) && (name.Length == 0 || name.Trim('.', ' ').Length > 0);
    }
}
