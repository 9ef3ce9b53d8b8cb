namespace CometRunway.Store;

/// <summary>Where a paid task stands, as the ledger knows it.</summary>
public enum VideoTaskState
{
    /// <summary>The row was written and the request may be under way.</summary>
    Submitting,

    /// <summary>The service gave an id.</summary>
    Accepted,

    /// <summary>The service refused it, or a person settled that it was not charged: nothing was created.</summary>
    Rejected,

    /// <summary>Nobody can tell whether the service took it: it may have been charged.</summary>
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

    /// <summary>A word that a newer version of this library wrote: kept, counted as charged, and left alone.</summary>
    Unrecognized,
}
