using CometRunway.Requests;

namespace CometRunway.Store;

/// <summary>What is recorded before a request is sent. No image bytes, no key.</summary>
public sealed record NewVideoTask
{
    /// <summary>The request's identity, from <see cref="RequestFingerprint"/>.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The settings as sent. A duration that is left to the service counts as 5 s against the limits.</summary>
    public required VideoSettings Settings { get; init; }

    /// <summary>The name of the image for people: a file name, or a link without its query.</summary>
    public required string ImageName { get; init; }

    /// <summary>Lower-case hex SHA-256 of the image's bytes, where they are known.</summary>
    public string? ImageSha256 { get; init; }

    /// <summary>The <c>X-Runway-Version</c> it is sent with.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>Estimated price in US dollars; null when no price is known.</summary>
    public decimal? EstimatedCost { get; init; }
}
