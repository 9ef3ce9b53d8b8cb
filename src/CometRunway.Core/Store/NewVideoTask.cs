namespace CometRunway.Store;

/// <summary>What is written down before a task is asked for. No image bytes, no key.</summary>
public sealed record NewVideoTask
{
    /// <summary>The request's identity, from <see cref="RequestFingerprint"/>.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The model's id.</summary>
    public required string Model { get; init; }

    /// <summary>The asked frame size; null leaves it to the service.</summary>
    public string? Ratio { get; init; }

    /// <summary>The asked seconds; null leaves it to the service, and counts as 5 against the budget.</summary>
    public int? Duration { get; init; }

    /// <summary>The seed as sent.</summary>
    public long? Seed { get; init; }

    /// <summary>Whether a watermark was asked for.</summary>
    public bool Watermark { get; init; }

    /// <summary>The prompt as sent.</summary>
    public string? Prompt { get; init; }

    /// <summary>How to name the image to a person: a file name, or a link without its query.</summary>
    public required string ImageName { get; init; }

    /// <summary>Lower-case hex SHA-256 of the image's bytes, where they are known.</summary>
    public string? ImageSha256 { get; init; }

    /// <summary>The <c>X-Runway-Version</c> it is sent with.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>Estimated price in US dollars; null when no price is known.</summary>
    public decimal? EstimatedCost { get; init; }
}
