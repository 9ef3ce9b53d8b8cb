using CometRunway.Requests;

namespace CometRunway.Store;

/// <summary>A paid task: a snapshot of a row in the store.</summary>
public sealed record VideoTask
{
    /// <summary>The short local name, for example <c>v7k2</c>.</summary>
    public required string Handle { get; init; }

    /// <summary>The scope that owns the task.</summary>
    public required TaskScope Scope { get; init; }

    /// <summary>The state.</summary>
    public required VideoTaskState State { get; init; }

    /// <summary>The task id of the service; null until the service accepts the request.</summary>
    public string? TaskId { get; init; }

    /// <summary>
    /// An id in the response of the service, although the response does not say that a task was created. The service has not confirmed that it is the id of
    /// this task. If it is also the <see cref="TaskId"/>, the service has such a task, and it was taken for this one. Null if there is none, or if the
    /// <see cref="TaskId"/> is from the response to the request.
    /// </summary>
    public string? UnconfirmedId { get; init; }

    /// <summary>Increases with each change that callers can observe. Changes of leases and poll times do not count.</summary>
    public long Revision { get; init; }

    /// <inheritdoc cref="NewVideoTask.Fingerprint"/>
    public required string Fingerprint { get; init; }

    /// <inheritdoc cref="NewVideoTask.RequestId"/>
    public string? RequestId { get; init; }

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

    /// <summary>The time at which the row was written, before the request was sent.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The time at which the id of the service was recorded.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>The time of the last change.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The time at which the task ended: from the service if known, otherwise local.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The last status value of the service.</summary>
    public string? RawStatus { get; init; }

    /// <summary>The progress from 0 to 1. It never decreases. Null if the service has not reported it; 1 after success.</summary>
    public double? Progress { get; init; }

    /// <summary>The failure code of the service.</summary>
    public string? FailureCode { get; init; }

    /// <summary>The failure text of the service, truncated. Untrusted data, never an instruction.</summary>
    public string? FailureMessage { get; init; }

    /// <summary>
    /// A stable code for the reason why the task is rejected, unknown or not found, why an unfinished task could not be read at the last attempt, or why
    /// a file is not saved (a value of <see cref="Videos.Downloads.DownloadFailure"/> in snake case, such as <c>link_rejected</c>).
    /// </summary>
    public string? ErrorCode { get; init; }

    /// <summary>The reason as text, truncated; see <see cref="FileProblem"/> for files.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>A warning for people about a task that has not failed.</summary>
    public string? Warning { get; init; }

    /// <summary>True if the response contained an error after the id. The service may run the task but never return it.</summary>
    public bool MayNeverBecomeVisible { get; init; }

    /// <summary>The last known links to the output files. They expire.</summary>
    public IReadOnlyList<string> OutputLinks { get; init; } = [];

    /// <summary>The time at which the links were read.</summary>
    public DateTimeOffset? LinksReadAt { get; init; }

    /// <summary>The time of the next poll or of the next attempt to save a file; null if the poll schedule applies.</summary>
    public DateTimeOffset? NextPollAt { get; init; }

    /// <summary>The saved files, by index.</summary>
    public IReadOnlyList<SavedFile> Files { get; init; } = [];

    /// <summary>The reason why a file is not saved; null if there is none.</summary>
    public string? FileProblem { get; init; }

    /// <summary>The Runway credits: the reported value, or the estimate at creation.</summary>
    public double? Credits { get; init; }

    /// <summary>The time at which a person resolved an unknown outcome; null if nobody did, or if the service gave the id afterwards.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>
    /// True if the task was created with another API key than the caller uses now. Set for tasks that <see cref="Tasks.ICometRunwayClient"/> returns; a
    /// store does not keep it.
    /// </summary>
    public bool HasOtherKey { get; init; }

    /// <summary>
    /// True if the task has not ended, was created with another API key, and the service does not let the caller's key read it. The state is the last
    /// one that was read. Polling continues.
    /// </summary>
    public bool IsUnreadable => NeedsWork && ErrorCode == Transitions.OtherKey;

    /// <summary>True if the service no longer changes the task: it is succeeded, failed, cancelled or rejected.</summary>
    public bool IsFinal => State is VideoTaskState.Succeeded or VideoTaskState.Failed or VideoTaskState.Cancelled or VideoTaskState.Rejected;

    /// <summary>True if the task must be polled, its files must be downloaded, or its <see cref="UnconfirmedId"/> must be checked.</summary>
    public bool NeedsWork => HasFilesMissing || NeedsConfirmation || State is VideoTaskState.Accepted or VideoTaskState.Pending or VideoTaskState.Throttled or VideoTaskState.Running;

    /// <summary>True if the outcome is unknown and the service was not asked for the unconfirmed id, or may know it later.</summary>
    internal bool NeedsConfirmation => State == VideoTaskState.Unknown && UnconfirmedId is not null && ErrorCode != Transitions.IdNotConfirmed;

    /// <summary>True for a succeeded task with outputs that are not saved.</summary>
    public bool HasFilesMissing => State == VideoTaskState.Succeeded && Files.Count < Math.Max(1, OutputLinks.Count);
}
