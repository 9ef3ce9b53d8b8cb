namespace CometRunway.Videos.Downloads;

/// <summary>A finished video to save.</summary>
internal sealed record DownloadRequest
{
    /// <summary>The link of the task's output. Signed links are secrets: it is never logged nor named in an error beyond its host.</summary>
    public required Uri Link { get; init; }

    /// <summary>Whose video it is, and its file name, made by <see cref="VideoFileName"/>.</summary>
    public required VideoName Name { get; init; }

    /// <summary>Asks the service once for a fresh link when this one is refused (401, 403, 404, 410); null or a null answer: there is none.</summary>
    public Func<CancellationToken, Task<Uri?>>? RefreshLink { get; init; }

    /// <summary>True only when the service itself is on this machine (the sandbox).</summary>
    /// <value>False.</value>
    public bool AllowLoopback { get; init; }

    /// <summary>The largest file to accept.</summary>
    /// <value>2 GiB.</value>
    public long MaxBytes { get; init; } = 2L << 30;

    /// <summary>How long the sender may say nothing. There is no limit on the whole.</summary>
    /// <value>30 s.</value>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Lower-case hex SHA-256 that the file must have, for example that of an earlier copy; null: not known.</summary>
    public string? ExpectedSha256 { get; init; }
}
