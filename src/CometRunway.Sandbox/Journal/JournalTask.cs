namespace CometRunway.Sandbox.Journal;

/// <summary>A task that was accepted and therefore charged, whether or not the client received the response.</summary>
/// <param name="Id">Task id.</param>
/// <param name="AcceptedAt">When it was accepted.</param>
/// <param name="Model">Model of the request.</param>
/// <param name="Prompt">Prompt of the request.</param>
/// <param name="Ratio">Ratio of the task: the one of the request or the default.</param>
/// <param name="Duration">Duration of the task in seconds: the one of the request or the default.</param>
/// <param name="Seed">Seed of the request.</param>
/// <param name="Watermark">Watermark of the request.</param>
/// <param name="ImageSource">URL of the image; for a data URI only its media type.</param>
/// <param name="ImageSha256">SHA-256 of the image in lower-case hex; null for a placeholder image.</param>
/// <param name="ImageBytes">Size of the image in bytes; 0 for a placeholder image.</param>
/// <param name="RequestBytes">Size of the request body in bytes.</param>
/// <param name="ChargedUsd">Price of the task by the sandbox's own price list.</param>
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
    /// <summary>What became of the response to the create.</summary>
    public ResponseState Response { get; init; }

    /// <summary>Number of create requests for this task; always 1, because the service does not recognise repeated requests.</summary>
    public int Posts { get; init; } = 1;

    /// <summary>Number of reads of the task, including those while it was not visible.</summary>
    public int Gets { get; init; }

    /// <summary>Number of delete requests.</summary>
    public int Deletes { get; init; }

    /// <summary>Whether the task was deleted.</summary>
    public bool Deleted { get; init; }

    /// <summary>Number of requests for the clip, including rejected ones.</summary>
    public int Downloads { get; init; }

    /// <summary>Number of requests for the clip with an <c>Authorization</c> header, which a client must not send there.</summary>
    public int DownloadsWithBearer { get; init; }
}
