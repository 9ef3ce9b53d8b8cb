namespace CometRunway.Api;

/// <summary>What became of a request to cancel a task.</summary>
public enum CancelOutcome
{
    /// <summary>The service took it (204 or another success).</summary>
    Accepted,

    /// <summary>The service does not know the task.</summary>
    NoSuchTask,

    /// <summary>The gateway has no such route: CometAPI documents none.</summary>
    NotOffered,
}
