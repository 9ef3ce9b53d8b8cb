namespace CometRunway.Api;

/// <summary>The outcome of a request to cancel a task.</summary>
internal enum CancelOutcome
{
    /// <summary>The service accepted the request (204 or another success status).</summary>
    Accepted,

    /// <summary>The service does not know the task.</summary>
    NoSuchTask,

    /// <summary>The gateway does not support cancelling; CometAPI documents no endpoint for it.</summary>
    NotOffered,
}
