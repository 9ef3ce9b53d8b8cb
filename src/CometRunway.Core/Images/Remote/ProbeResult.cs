using CometRunway.Images.Headers;

namespace CometRunway.Images.Remote;

/// <summary>What a link delivered when it was looked at from here.</summary>
/// <param name="Asked">The link as given.</param>
/// <param name="Last">Where it led in the end; the link itself when nothing redirected.</param>
internal sealed record ProbeResult(Uri Asked, Uri Last)
{
    /// <summary>How often it was redirected.</summary>
    public int Redirects { get; init; }

    /// <summary>True when a redirect led to <see cref="Last"/>, and that place may not be asked or did not answer.</summary>
    public bool IsLost { get; init; }

    /// <summary>The status of the answer to HEAD.</summary>
    public int HeadStatus { get; init; }

    /// <summary>The status of the answer to GET; 0 when it was not asked.</summary>
    public int GetStatus { get; init; }

    /// <summary>The declared media type in lower case; null when there was none.</summary>
    public string? MediaType { get; init; }

    /// <summary>The length of the whole file in bytes; null when nobody said it.</summary>
    public long? Length { get; init; }

    /// <summary>True when the answer to HEAD had a length, as the service wants it.</summary>
    public bool HeadHasLength { get; init; }

    /// <summary>What the first bytes say; null when they are no known image, or when there are none.</summary>
    public HeaderFacts? Header { get; init; }

    /// <summary>What the bytes are instead, when they are no known image; null when there are none.</summary>
    public string? OtherKind { get; init; }

    public bool IsFound => GetStatus is 200 or 206;
}
