using CometRunway.Mp4;
using CometRunway.Requests;

namespace CometRunway.Videos.Downloads;

/// <summary>What is worth knowing about a saved video in ten years, in a JSON file of the same name. No key and no link: links are signed and expire.</summary>
public sealed record VideoSidecar
{
    /// <summary>The layout's version; additions do not change it.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The task's short handle.</summary>
    public required string Handle { get; init; }

    /// <summary>The service's task id.</summary>
    public string? TaskId { get; init; }

    /// <summary>What was asked of the video.</summary>
    public required VideoSettings Settings { get; init; }

    /// <summary>The value of <c>X-Runway-Version</c>.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>The service's host and port, without path; tells a rehearsal from a live video.</summary>
    public string? Service { get; init; }

    /// <summary>True when the sandbox made it.</summary>
    public bool Rehearsal { get; init; }

    /// <summary>The image's file name, or its link without query.</summary>
    public string? SourceName { get; init; }

    /// <summary>Lower-case hex SHA-256 of the image; null when only its link is known.</summary>
    public string? SourceSha256 { get; init; }

    /// <summary>When the task was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the service was seen to have finished it.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When the file was saved.</summary>
    public DateTimeOffset? SavedAt { get; init; }

    /// <summary>Which output of the task it is, from 0.</summary>
    public int OutputIndex { get; init; }

    /// <summary>How many outputs the task has.</summary>
    public int OutputCount { get; init; } = 1;

    /// <summary>The estimated cost in US dollars, from the price table.</summary>
    public decimal? EstimatedCost { get; init; }

    /// <summary>Size of the video file in bytes.</summary>
    public long Length { get; init; }

    /// <summary>Lower-case hex SHA-256 of the video file.</summary>
    public string? Sha256 { get; init; }

    /// <summary>What is in the file.</summary>
    public Mp4Facts? Facts { get; init; }

    /// <summary>How it differs from the request, in plain sentences.</summary>
    public IReadOnlyList<string> Differences { get; init; } = [];
}
