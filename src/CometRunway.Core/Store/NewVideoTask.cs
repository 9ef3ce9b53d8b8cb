using CometRunway.Requests;

namespace CometRunway.Store;

/// <summary>The data that is recorded before a request is sent. It contains neither the image nor the API key.</summary>
public sealed record NewVideoTask
{
    /// <summary>The fingerprint of the request. Two requests with the same fingerprint would pay for the same video.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The caller's idempotency key for this create, without white space around it; null for none. It is compared exactly.</summary>
    public string? RequestId { get; init; }

    /// <summary>The settings that are sent. A duration that is left to the service counts as 5 s towards the limits.</summary>
    public required VideoSettings Settings { get; init; }

    /// <summary>The display name of the image: a file name, or a link without its query.</summary>
    public required string ImageName { get; init; }

    /// <summary>The SHA-256 of the image in lower-case hexadecimal; null if the bytes are not known.</summary>
    public string? ImageSha256 { get; init; }

    /// <summary>The value of the <c>X-Runway-Version</c> header.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>The estimated price in US dollars; null if no price is known.</summary>
    public decimal? EstimatedCost { get; init; }
}
