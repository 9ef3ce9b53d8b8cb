namespace CometRunway.Sandbox.Journal;

/// <summary>A task that was accepted and charged, even if the client did not receive the response.</summary>
/// <param name="Id">The task id.</param>
/// <param name="AcceptedAt">The time at which the task was accepted.</param>
/// <param name="Model">The model of the request.</param>
/// <param name="Prompt">The prompt of the request.</param>
/// <param name="Ratio">The ratio of the request, or the default.</param>
/// <param name="Duration">The duration of the request in seconds, or the default.</param>
/// <param name="Seed">The seed of the request.</param>
/// <param name="Watermark">The watermark of the request.</param>
/// <param name="ImageSource">The URL of the image; for a data URI only its media type.</param>
/// <param name="ImageSha256">The SHA-256 of the image in lower-case hexadecimal; null for a placeholder image.</param>
/// <param name="ImageBytes">The size of the image in bytes; 0 for a placeholder image.</param>
/// <param name="RequestBytes">The size of the request body in bytes.</param>
/// <param name="ChargedUsd">The price of the task according to the price list of the sandbox.</param>
public sealed record JournalTask(
    string Id,
    DateTimeOffset AcceptedAt,
    string Model,
    string? Prompt,
    string Ratio,
    int Duration,
    long? Seed,
    bool? Watermark,
    string ImageSource,
    string? ImageSha256,
    int ImageBytes,
    int RequestBytes,
    decimal ChargedUsd)
{
    /// <summary>The state of the response to the create request.</summary>
    public ResponseState Response { get; init; }

    /// <summary>The number of create requests for this task. Always 1, because the service does not detect repeated requests.</summary>
    public int Posts { get; init; } = 1;

    /// <summary>The number of reads of the task, including those before it was visible.</summary>
    public int Gets { get; init; }

    /// <summary>The number of delete requests.</summary>
    public int Deletes { get; init; }

    /// <summary>True if the task was deleted.</summary>
    public bool Deleted { get; init; }

    /// <summary>The number of requests for the clip, including rejected ones.</summary>
    public int Downloads { get; init; }

    /// <summary>The number of requests for the clip with an <c>Authorization</c> header, which a client must not send there.</summary>
    public int DownloadsWithBearer { get; init; }
}
