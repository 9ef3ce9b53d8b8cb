using CometRunway.Store;

namespace CometRunway.Tasks.Polling;

/// <summary>The result of one step for one task.</summary>
/// <param name="Task">The task after the step; null if it is no longer in the store.</param>
/// <param name="Wait">How long to wait before the next step; null if nothing is left to do, or only other processes may continue now.</param>
internal sealed record StepResult(VideoTask? Task, TimeSpan? Wait)
{
    /// <summary>True if the service answered that there are too many requests (429).</summary>
    public bool IsRateLimited { get; init; }

    /// <summary>How long the service wants no requests of this account.</summary>
    public TimeSpan? Pause { get; init; }
}
