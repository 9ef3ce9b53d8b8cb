namespace CometRunway.Videos.Downloads;

/// <summary>A finished video to save.</summary>
internal sealed record DownloadRequest
{
    /// <summary>The link to the output of the task. Signed links are secrets, so logs and errors contain only its host.</summary>
    public required Uri Link { get; init; }

    /// <summary>The scope and the file name of the video. <see cref="VideoFileName"/> creates the name.</summary>
    public required VideoName Name { get; init; }

    /// <summary>
    /// Returns a new link after this one was rejected with 401, 403, 404 or 410, or could not be used. Called at most once. Null, or a null result, if no new link is
    /// available.
    /// </summary>
    public Func<CancellationToken, Task<Uri?>>? RefreshLink { get; init; }

    /// <summary>The links of the service itself, which may require the API key.</summary>
    public required GatewayLinks Gateway { get; init; }

    /// <summary>True to allow loopback addresses. Only for the sandbox.</summary>
    /// <value>False.</value>
    public bool AllowLoopback { get; init; }

    /// <summary>The maximum size of the file in bytes.</summary>
    /// <value>2 GiB.</value>
    public long MaxBytes { get; init; } = 2L << 30;

    /// <summary>The maximum time without receiving data. There is no limit for the whole download.</summary>
    /// <value>30 s.</value>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The expected SHA-256 of the file in lower-case hexadecimal, for example of an earlier copy; null if unknown.</summary>
    public string? ExpectedSha256 { get; init; }
}
