namespace CometRunway.Sandbox.Journal;

/// <summary>A task that was accepted and therefore charged, whatever its client was told.</summary>
/// <param name="Id">The task's id.</param>
/// <param name="AcceptedAt">When it was accepted.</param>
/// <param name="Model">Model of the request.</param>
/// <param name="Prompt">Prompt of the request.</param>
/// <param name="Ratio">Ratio that holds for the task, given or default.</param>
/// <param name="Duration">Seconds that hold for the task, given or default.</param>
/// <param name="Seed">Seed of the request.</param>
/// <param name="Watermark">Watermark of the request.</param>
/// <param name="ImageSource">The picture's address; for a data URI only its media type.</param>
/// <param name="ImageSha256">Hash of the picture's bytes in lower-case hex; null for a stand-in.</param>
/// <param name="ImageBytes">Number of the picture's bytes; 0 for a stand-in.</param>
/// <param name="RequestBytes">Number of bytes of the request body.</param>
/// <param name="ChargedUsd">What a real task of this kind would cost by the sandbox's own price list.</param>
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
    /// <summary>What became of the answer to the create.</summary>
    public ResponseState Response { get; init; }

    /// <summary>Creates that led to this task; always 1, because the service never recognises a repeated request.</summary>
    public int Posts { get; init; } = 1;

    /// <summary>Reads of the task, also while it was not visible.</summary>
    public int Gets { get; init; }

    /// <summary>Attempts to delete the task.</summary>
    public int Deletes { get; init; }

    /// <summary>Whether one of them succeeded.</summary>
    public bool Deleted { get; init; }

    /// <summary>Requests for the clip, refused ones included.</summary>
    public int Downloads { get; init; }

    /// <summary>Those among them that carried an <c>Authorization</c> header, which a client must never send there.</summary>
    public int DownloadsWithBearer { get; init; }

    internal string Owner { get; init; } = "";
}
