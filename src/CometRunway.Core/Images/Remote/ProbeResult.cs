using CometRunway.Images.Headers;

namespace CometRunway.Images.Remote;

/// <summary>The result of probing a link.</summary>
/// <param name="RequestedUri">The link as given.</param>
/// <param name="FinalUri">The address after redirects; the link itself when there was no redirect.</param>
internal sealed record ProbeResult(Uri RequestedUri, Uri FinalUri)
{
    /// <summary>The number of redirects.</summary>
    public int Redirects { get; init; }

    /// <summary>True when a redirect led to <see cref="FinalUri"/>, and that address is not allowed or did not respond.</summary>
    public bool RedirectFailed { get; init; }

    /// <summary>The status of the response to HEAD.</summary>
    public int HeadStatus { get; init; }

    /// <summary>The status of the response to GET; 0 when GET was not sent.</summary>
    public int GetStatus { get; init; }

    /// <summary>The declared media type in lower case; null when there is none.</summary>
    public string? MediaType { get; init; }

    /// <summary>The length of the whole file in bytes; null when unknown.</summary>
    public long? Length { get; init; }

    /// <summary>True when the response to HEAD has a length, which the service requires.</summary>
    public bool HeadHasLength { get; init; }

    /// <summary>The facts in the first bytes; null when they are not a known image, or when there are none.</summary>
    public HeaderFacts? Header { get; init; }

    /// <summary>A description of the content for messages when it is not a known image; null when GET returned no content.</summary>
    public string? ContentKind { get; init; }

    public bool IsFound => GetStatus is 200 or 206;
}
