using System.Net;
using System.Text.RegularExpressions;
using CometRunway.Catalog;
using CometRunway.Errors;
using CometRunway.Images.Paths;
using CometRunway.Net;

namespace CometRunway.Images.Loading;

/// <summary>Checks a link against the rules of the service. The link is not downloaded here.</summary>
internal static partial class LinkImage
{
    private const int MinLength = 13;
    private const int MaxLength = 2048;

    private static readonly string[] LocalSuffixes = [".localhost", ".local", ".internal", ".lan", ".home.arpa", ".localdomain"];

    /// <summary>Returns true for text with a URI scheme, except file URIs and drive letters.</summary>
    public static bool IsLink(string text)
    {
        var scheme = Scheme().Match(text);
        return scheme.Success && !scheme.Groups[1].ValueSpan.Equals("file", StringComparison.OrdinalIgnoreCase);
    }

    public static ImageLoadResult Load(string text, bool allowLoopback, ImageFolders folders)
    {
        if (ChatClientPath.IsLink(text))
            return ImageLoadResult.Refused(PathRefusals.ChatOnly(text, folders));
        if (text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) || !Uri.TryCreate(text, UriKind.Absolute, out var link))
            return Refused("link_malformed", null, "The link cannot be read: it has spaces or is not complete. Give it as the browser's address line shows it, beginning with https://.");

        var violation = Validate(link, allowLoopback);
        return violation is not null
            ? ImageLoadResult.Refused(violation)
            : ImageLoadResult.Loaded(InputImage.FromLink(link), Warnings(link));
    }

    /// <summary>Returns the reason why the service would not download from this address; null when the address is valid.</summary>
    public static Violation? Validate(Uri link, bool allowLoopback)
    {
        var isWeb = link.Scheme == Uri.UriSchemeHttps || link.Scheme == Uri.UriSchemeHttp;
        if (!isWeb)
            return Refuse("link_scheme", link.Scheme + ":", $"The service does not fetch {DisplayText.Text(link.Scheme)} links. Give an https link, or the path of a PNG, JPEG or WebP file.");
        var shown = WithoutQuery(link);
        if (link.UserInfo.Length > 0)
            return Refuse("link_with_credentials", shown, "The link holds a user name or password, which would be sent to others. Give a link without.");
        if (ExactLink.TextOf(link).Length is var length and (< MinLength or > MaxLength))
            return Refuse("link_length", shown, $"The link has {DisplayText.Number(length)} characters; the service takes {MinLength} to {DisplayText.Number(MaxLength)}. Give a shorter link, or the path of the file.");
        if (allowLoopback && link.IsLoopback)
            return null;
        if (link.Scheme != Uri.UriSchemeHttps)
            return Refuse("link_not_https", shown, "The service fetches pictures over https only. Give an https link, or the path of the file.");
        // A host with non-ASCII digits is parsed as a DNS name but can be normalised to an IP address.
        if (link.HostNameType is not UriHostNameType.Dns || IPAddress.TryParse(link.IdnHost.TrimEnd('.'), out _))
            return Refuse("link_host_is_address", shown, "The link names an IP address; the service takes domain names only. Give a link with a domain, or the path of the file.");
        return IsLocal(link.IdnHost.TrimEnd('.'))
            ? Refuse("link_host_is_local", shown, "The link leads to this machine or this network, where the service cannot fetch it. Give a public https link, or the path of the file.")
            : null;
    }

    private static bool IsLocal(string host) =>
        !host.Contains('.', StringComparison.Ordinal) || LocalSuffixes.Any(s => host.EndsWith(s, StringComparison.OrdinalIgnoreCase));

    private static Violation[] Warnings(Uri link)
    {
        var extension = Path.GetExtension(link.AbsolutePath).ToLowerInvariant();
        return extension is ".gif" or ".heic" or ".heif" or ".avif" or ".svg" or ".tif" or ".tiff" or ".bmp" or ".html" or ".htm" or ".pdf" or ".mp4"
            ? [Refuse("link_type_doubtful", WithoutQuery(link), $"The link ends in {extension}; the service takes JPEG, PNG and WebP only, and looks at what the link delivers.") with { Severity = Severity.Warning }]
            : [];
    }

    /// <summary>Returns the link without query, fragment and credentials, which may be secrets.</summary>
    public static string WithoutQuery(Uri link) => $"{link.Scheme}://{link.IdnHost}{link.AbsolutePath}";

    private static ImageLoadResult Refused(string code, string? given, string problem) => ImageLoadResult.Refused(Refuse(code, given, problem));

    private static Violation Refuse(string code, string? given, string problem) =>
        PathRefusals.Refuse(code, given, problem, null, null, ApiDefaults.RunwayInputs);

    [GeneratedRegex(@"^([A-Za-z][A-Za-z0-9+.\-]+):(?=\S)", RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();
}
