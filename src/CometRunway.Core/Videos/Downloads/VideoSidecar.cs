using CometRunway.Mp4;
using CometRunway.Requests;

namespace CometRunway.Videos.Downloads;

/// <summary>The data about a saved video that is kept in a JSON file next to it. It contains no API key and no links, because links are signed and expire.</summary>
public sealed record VideoSidecar
{
    /// <summary>The version of the format. New properties do not change it.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The short handle of the task.</summary>
    public required string Handle { get; init; }

    /// <summary>The task id of the service.</summary>
    public string? TaskId { get; init; }

    /// <summary>The requested settings.</summary>
    public required VideoSettings Settings { get; init; }

    /// <summary>The value of <c>X-Runway-Version</c>.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>The host and port of the service.</summary>
    public string? Service { get; init; }

    /// <summary>True if the sandbox created the video. The JSON name is kept for existing files.</summary>
    public bool Rehearsal { get; init; }

    /// <summary>The file name of the image, or its link without the query.</summary>
    public string? SourceName { get; init; }

    /// <summary>The SHA-256 of the image in lower-case hexadecimal; null if only its link is known.</summary>
    public string? SourceSha256 { get; init; }

    /// <summary>The time at which the task was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The time at which the task ended: from the service if known, otherwise local.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The time at which the file was saved.</summary>
    public DateTimeOffset? SavedAt { get; init; }

    /// <summary>The zero-based index of this output.</summary>
    public int OutputIndex { get; init; }

    /// <summary>The number of outputs of the task.</summary>
    public int OutputCount { get; init; } = 1;

    /// <summary>The estimated cost in US dollars.</summary>
    public decimal? EstimatedCost { get; init; }

    /// <summary>The size of the video file in bytes.</summary>
    public long Length { get; init; }

    /// <summary>The SHA-256 of the video file in lower-case hexadecimal.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The metadata of the video file.</summary>
    public Mp4Facts? Facts { get; init; }

    /// <summary>The differences from the request, as sentences.</summary>
    public IReadOnlyList<string> Differences { get; init; } = [];
}
