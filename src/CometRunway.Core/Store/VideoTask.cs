using CometRunway.Requests;

namespace CometRunway.Store;

/// <summary>One row of the ledger: a task that was asked for, and everything known of it since. A snapshot.</summary>
public sealed record VideoTask
{
    /// <summary>Our short name for it, for example <c>v7k2</c>.</summary>
    public required string Handle { get; init; }

    /// <summary>Whose it is.</summary>
    public required TaskScope Scope { get; init; }

    /// <summary>Where it stands.</summary>
    public required VideoTaskState State { get; init; }

    /// <summary>The service's id; null until one was given.</summary>
    public string? TaskId { get; init; }

    /// <summary>Grows with each change that a caller may want to hear of; leases and poll times are not news.</summary>
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

    /// <summary>When the task reached its end, by the service's word where it told.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The status word as the service sent it last.</summary>
    public string? RawStatus { get; init; }

    /// <summary>0 to 1, never falling; null when not told.</summary>
    public double? Progress { get; init; }

    /// <summary>The service's failure code.</summary>
    public string? FailureCode { get; init; }

    /// <summary>The service's failure text, capped: data, never an instruction.</summary>
    public string? FailureMessage { get; init; }

    /// <summary>Why it was rejected, is unknown or is lost: a stable code.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The same in words, capped.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>What a person should know although nothing failed.</summary>
    public string? Warning { get; init; }

    /// <summary>An error followed the id in the same answer: the task runs, but the gateway may never show it.</summary>
    public bool MayNeverBecomeVisible { get; init; }

    /// <summary>Links to the finished files as the service gave them last; they expire.</summary>
    public IReadOnlyList<string> OutputLinks { get; init; } = [];

    /// <summary>When those links were read.</summary>
    public DateTimeOffset? LinksReadAt { get; init; }

    /// <summary>When to ask the service next; null: whenever the rhythm says.</summary>
    public DateTimeOffset? NextPollAt { get; init; }

    /// <summary>What was saved on this machine, by index.</summary>
    public IReadOnlyList<SavedFile> Files { get; init; } = [];

    /// <summary>Why a file could not be saved so far; null when nothing is wrong.</summary>
    public string? FileProblem { get; init; }

    /// <summary>Runway credits: the service's figure, or its estimate at creation.</summary>
    public double? Credits { get; init; }

    /// <summary>When a person settled an unknown outcome; null when nobody did.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>True when the service will not change it any more: succeeded, failed, cancelled or rejected.</summary>
    public bool IsFinal => State is VideoTaskState.Succeeded or VideoTaskState.Failed or VideoTaskState.Cancelled or VideoTaskState.Rejected;

    /// <summary>True while the service must be asked about it, or files are to be fetched.</summary>
    internal bool NeedsWork => HasFilesMissing || State is VideoTaskState.Accepted or VideoTaskState.Pending or VideoTaskState.Throttled or VideoTaskState.Running;

    /// <summary>True for a succeeded task of which not every output is saved.</summary>
    public bool HasFilesMissing => State == VideoTaskState.Succeeded && Files.Count < Math.Max(1, OutputLinks.Count);
}
