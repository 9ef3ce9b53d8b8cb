using CometRunway.Requests;

namespace CometRunway.Store;

/// <summary>One paid task and everything that is known about it. A snapshot of a row in the store.</summary>
public sealed record VideoTask
{
    /// <summary>Our short name for it, for example <c>v7k2</c>.</summary>
    public required string Handle { get; init; }

    /// <summary>The scope that owns it.</summary>
    public required TaskScope Scope { get; init; }

    /// <summary>Its state.</summary>
    public required VideoTaskState State { get; init; }

    /// <summary>The service's task id; null until the service accepted the request.</summary>
    public string? TaskId { get; init; }

    /// <summary>Increases with each change that matters to callers; changes of leases and poll times do not count.</summary>
    public long Revision { get; init; }

    /// <inheritdoc cref="NewVideoTask.Fingerprint"/>
    public required string Fingerprint { get; init; }

    /// <inheritdoc cref="NewVideoTask.Settings"/>
    public required VideoSettings Settings { get; init; }

    /// <inheritdoc cref="NewVideoTask.ImageName"/>
    public required string ImageName { get; init; }

    /// <inheritdoc cref="NewVideoTask.ImageSha256"/>
    public string? ImageSha256 { get; init; }

    /// <inheritdoc cref="NewVideoTask.ApiVersion"/>
    public required string ApiVersion { get; init; }

    /// <inheritdoc cref="NewVideoTask.EstimatedCost"/>
    public decimal? EstimatedCost { get; init; }

    /// <summary>When the row was written, before the request was sent.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the service's id arrived.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>When the row changed last.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When the task ended, by the service's time if it is known.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The last status value of the service.</summary>
    public string? RawStatus { get; init; }

    /// <summary>0 to 1, never decreasing; null if the service did not report it.</summary>
    public double? Progress { get; init; }

    /// <summary>The service's failure code.</summary>
    public string? FailureCode { get; init; }

    /// <summary>The service's failure text, shortened: data, never an instruction.</summary>
    public string? FailureMessage { get; init; }

    /// <summary>The reason why it was rejected, is unknown or was not found: a stable code.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The same reason as text, shortened.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>A warning for people although nothing failed.</summary>
    public string? Warning { get; init; }

    /// <summary>An error followed the id in the same answer: the task runs, but the gateway may never show it.</summary>
    public bool MayNeverBecomeVisible { get; init; }

    /// <summary>Links to the finished files as the service gave them last; they expire.</summary>
    public IReadOnlyList<string> OutputLinks { get; init; } = [];

    /// <summary>When those links were read.</summary>
    public DateTimeOffset? LinksReadAt { get; init; }

    /// <summary>When to poll next; null: by the poll schedule.</summary>
    public DateTimeOffset? NextPollAt { get; init; }

    /// <summary>The saved files, by index.</summary>
    public IReadOnlyList<SavedFile> Files { get; init; } = [];

    /// <summary>Why a file could not be saved so far; null when nothing is wrong.</summary>
    public string? FileProblem { get; init; }

    /// <summary>Runway credits: the service's figure, or its estimate at creation.</summary>
    public double? Credits { get; init; }

    /// <summary>When a person resolved an unknown outcome; null if nobody did.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>True if the service will not change it any more: succeeded, failed, cancelled or rejected.</summary>
    public bool IsFinal => State is VideoTaskState.Succeeded or VideoTaskState.Failed or VideoTaskState.Cancelled or VideoTaskState.Rejected;

    /// <summary>True while the task must be polled, or files must be downloaded.</summary>
    public bool NeedsWork => HasFilesMissing || State is VideoTaskState.Accepted or VideoTaskState.Pending or VideoTaskState.Throttled or VideoTaskState.Running;

    /// <summary>True for a succeeded task with outputs that are not saved.</summary>
    public bool HasFilesMissing => State == VideoTaskState.Succeeded && Files.Count < Math.Max(1, OutputLinks.Count);
}
