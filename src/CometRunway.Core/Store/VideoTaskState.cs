namespace CometRunway.Store;

/// <summary>The state of a paid task in the store.</summary>
public enum VideoTaskState
{
    /// <summary>The row is written. The request may be in flight.</summary>
    Submitting,

    /// <summary>The service accepted the request and returned an id.</summary>
    Accepted,

    /// <summary>No task was created: the service rejected the request, or a person resolved it as not charged.</summary>
    Rejected,

    /// <summary>It is unknown whether the service accepted the request. It may have been charged.</summary>
    Unknown,

    /// <summary>The task is queued at the service.</summary>
    Pending,

    /// <summary>The task is queued because of the concurrency limit of the account.</summary>
    Throttled,

    /// <summary>The service generates the video.</summary>
    Running,

    /// <summary>The video is ready.</summary>
    Succeeded,

    /// <summary>The task ended without a video.</summary>
    Failed,

    /// <summary>The task was cancelled before it ended.</summary>
    Cancelled,

    /// <summary>The service no longer has the task or its files.</summary>
    NotFound,

    /// <summary>A state that a newer version of this library wrote. The task counts as charged, and its state is not changed.</summary>
    Unrecognized,
}
