using CometRunway.Catalog;
using CometRunway.Errors;
using CometRunway.Images.Loading;
using CometRunway.Images.Paths;

namespace CometRunway.Images.Remote;

/// <summary>
/// Checks a probed link against the rules of the service. A violation of Runway's guide is an error. A result that may be different for the service
/// is a warning.
/// </summary>
internal static class RemoteImageRules
{
    /// <summary>The maximum number of bytes that the service downloads from a link.</summary>
    public const long MaxBytes = 16 * 1024 * 1024;

    private const int MaxLinkLength = 500;

    private static readonly string[] Types = ["image/jpeg", "image/png", "image/webp"];

    public static IReadOnlyList<Violation> Check(ProbeResult seen, bool allowLoopback)
    {
        var findings = new List<Violation>();
        if (seen.Redirects > 0)
            findings.Add(Redirected(seen, allowLoopback));
        if (seen.RedirectFailed)
            return findings;
        if (!seen.IsFound)
            return [.. findings, NotFound(seen)];
        CheckHead(seen, findings);
        CheckType(seen, findings);
        CheckLength(seen, findings);
        return findings;
    }

    /// <summary>Creates the warning for a link that could not be probed.</summary>
    public static Violation NotProbed(Uri link, string reason) =>
        Warning("link_not_looked_at", link, $"The link could not be looked at before paying: {reason}. The service fetches it itself, and may succeed; if it does not, nothing is charged. To be sure, check the link, or give the path of the file.");

    private static Violation Redirected(ProbeResult seen, bool allowLoopback)
    {
        var isUsable = !seen.RedirectFailed && seen.FinalUri.AbsoluteUri.Length <= MaxLinkLength && LinkImage.Validate(seen.FinalUri, allowLoopback) is null;
        var leads = seen.RedirectFailed && seen.FinalUri != seen.RequestedUri ? $" It leads to {DisplayText.Text(LinkImage.WithoutQuery(seen.FinalUri))}, which cannot be used." : "";
        return Error(
            "link_redirects",
            seen.RequestedUri,
            isUsable ? $"The link redirects, and the service follows no redirects. Give the link it leads to: {seen.FinalUri.AbsoluteUri}." : $"The link redirects, and the service follows no redirects.{leads} Give the picture's own link, or the path of the file.",
            isUsable ? seen.FinalUri.AbsoluteUri : null);
    }

    private static Violation NotFound(ProbeResult seen) => seen.GetStatus is 404 or 410
        ? Error("link_not_found", seen.RequestedUri, $"The link answers {seen.GetStatus}: there is no such file. Check the link, or give the path of the file.")
        : Warning("link_answers_error", seen.RequestedUri, $"The link answers {seen.GetStatus} to this machine, so what it delivers is not known. If the service gets the same answer it refuses the request, and nothing is charged.");

    private static void CheckHead(ProbeResult seen, List<Violation> findings)
    {
        if (seen.HeadStatus is 405 or 501)
            findings.Add(Error("link_without_head", seen.RequestedUri, $"The link does not answer HEAD requests ({seen.HeadStatus}), which the service needs. Give another link, or the path of the file."));
        else if (seen.HeadStatus is < 200 or >= 300)
            findings.Add(Warning("link_without_head", seen.RequestedUri, $"The link answers {seen.HeadStatus} to a HEAD request, which the service makes first; it may refuse the link. Nothing is charged then."));
        else if (!seen.HeadHasLength)
            findings.Add(Warning("link_without_length", seen.RequestedUri, "The link's answer to HEAD has no Content-Length, which Runway's guide asks for; the service may refuse it. Nothing is charged then."));
    }

    private static void CheckType(ProbeResult seen, List<Violation> findings)
    {
        var actual = seen.Header?.MediaType;
        if (actual is null)
            findings.Add(Error("link_not_a_picture", seen.RequestedUri, $"What the link delivers is {seen.ContentKind}, not a picture. Give the link of the picture itself (in a browser: copy image address), or the path of the file."));
        else if (!Types.Contains(actual))
            findings.Add(Error("link_type", seen.RequestedUri, $"The link delivers {actual} by its bytes; the service takes JPEG, PNG and WebP. Save the picture and give the path of the file, or give another link."));
        else if (seen.MediaType is null)
            findings.Add(Error("link_type", seen.RequestedUri, $"The link names no Content-Type, and the service needs one of {DisplayText.Choices(Types)}. Give another link, or the path of the file."));
        else if (!Types.Contains(Usual(seen.MediaType)))
            findings.Add(Error("link_type", seen.RequestedUri, $"The link calls its picture {DisplayText.Text(seen.MediaType)}; the service takes only {DisplayText.Choices(Types)}. Give another link, or save the picture and give the path of the file."));
        else if (Usual(seen.MediaType) != actual)
            findings.Add(Warning("link_type_mismatch", seen.RequestedUri, $"The link calls its picture {seen.MediaType}, and the bytes are {actual}; the service may refuse that. Nothing is charged then."));
        if (seen.Header is { IsAnimated: true } && actual is not null && Types.Contains(actual))
            findings.Add(Warning("link_animated", seen.RequestedUri, $"The link delivers an animated picture ({actual}); the service may refuse it or take one frame."));
    }

    private static void CheckLength(ProbeResult seen, List<Violation> findings)
    {
        if (seen.Length > MaxBytes)
            findings.Add(Error("link_too_large", seen.RequestedUri, $"The link delivers {DisplayText.Megabytes(seen.Length.Value)}; the service fetches at most 16 MB. Give a smaller picture, or the path of the file."));
    }

    private static string Usual(string mediaType) => mediaType == "image/jpg" ? "image/jpeg" : mediaType;

    private static Violation Error(string code, Uri link, string problem, string? nearest = null) =>
        PathRefusals.Refuse(code, LinkImage.WithoutQuery(link), problem, null, nearest, ApiDefaults.RunwayInputs);

    private static Violation Warning(string code, Uri link, string problem) =>
        Error(code, link, problem) with { Severity = Severity.Warning };
}
