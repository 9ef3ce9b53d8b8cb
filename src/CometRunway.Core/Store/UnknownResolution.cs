namespace CometRunway.Store;

/// <summary>The finding of a person about a task with an unknown outcome.</summary>
public abstract record UnknownResolution
{
    private UnknownResolution()
    {
    }

    /// <summary>
    /// Returns the resolved task. A pure function without access to the clock or the store. The store checks beforehand that the outcome is unknown
    /// and that no other task of the scope has the id.
    /// </summary>
    /// <param name="task">The task as read from the store.</param>
    /// <param name="at">The time of the resolution.</param>
    public VideoTask ApplyTo(VideoTask task, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(task);
        return Transitions.ResolveUnknown(task, this, at);
    }

    /// <summary>No task was created and nothing was charged.</summary>
    public sealed record NotCharged : UnknownResolution;

    /// <summary>The service accepted the request.</summary>
    /// <param name="TaskId">The task id of the service.</param>
    public sealed record TaskIs(string TaskId) : UnknownResolution;
}
