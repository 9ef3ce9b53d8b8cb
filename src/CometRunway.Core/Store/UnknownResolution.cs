namespace CometRunway.Store;

/// <summary>What a person found out about a task with an unknown outcome.</summary>
public abstract record UnknownResolution
{
    private UnknownResolution()
    {
    }

    /// <summary>
    /// Returns the task as resolved. A pure function: it reads no clock and no store. The store has checked before that the outcome is unknown and
    /// that no other task of the scope has the id.
    /// </summary>
    /// <param name="task">The task as it is in the store.</param>
    /// <param name="at">The time of the resolution.</param>
    public VideoTask ApplyTo(VideoTask task, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(task);
        return Transitions.ResolveUnknown(task, this, at);
    }

    /// <summary>It was not charged: nothing was created.</summary>
    public sealed record NotCharged : UnknownResolution;

    /// <summary>The service accepted it, with this id.</summary>
    /// <param name="TaskId">The service's id.</param>
    public sealed record TaskIs(string TaskId) : UnknownResolution;
}
