namespace CometRunway.Store;

/// <summary>The state of a paid task in the store.</summary>
public enum VideoTaskState
{
    /// <summary>The row was written and the request may be in flight.</summary>
    Submitting,

    /// <summary>The service gave an id.</summary>
    Accepted,

    /// <summary>The service rejected it, or a person resolved it as not charged: no task was created.</summary>
    Rejected,

    /// <summary>It is unknown whether the service accepted it: it may have been charged.</summary>
    Unknown,

    /// <summary>Waiting at the service.</summary>
    Pending,

    /// <summary>Waiting because of the account's concurrency.</summary>
    Throttled,

    /// <summary>Being made.</summary>
    Running,

    /// <summary>Done.</summary>
    Succeeded,

    /// <summary>Ended without a video.</summary>
    Failed,

    /// <summary>Cancelled before it was done.</summary>
    Cancelled,

    /// <summary>The service no longer knows it.</summary>
    NotFound,

    /// <summary>A state of a newer version of this library: kept, counted as charged, and not changed.</summary>
    Unrecognized,
}
