namespace CometRunway.Store;

/// <summary>How a submission ended: exactly one of the cases below.</summary>
public abstract record SubmissionOutcome
{
    private SubmissionOutcome()
    {
    }

    /// <summary>
    /// Returns the task after the outcome; the same object when the outcome changes nothing. A weaker outcome never replaces a stronger one, in
    /// whatever order they arrive. A pure function: it reads no clock and no store.
    /// </summary>
    /// <param name="task">The task as it is in the store.</param>
    /// <param name="at">The time of the outcome.</param>
    public VideoTask ApplyTo(VideoTask task, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(task);
        return Transitions.Conclude(task, this, at);
    }

    /// <summary>The service gave an id.</summary>
    /// <param name="TaskId">The service's id.</param>
    public sealed record Accepted(string TaskId) : SubmissionOutcome
    {
        /// <summary>An error followed the id in the same answer.</summary>
        public bool MayNeverBecomeVisible { get; init; }

        /// <summary>The service's estimate in Runway credits, if it gave one.</summary>
        public double? Credits { get; init; }
    }

    /// <summary>Nothing was created. A task that has an id keeps it.</summary>
    /// <param name="Code">The reason: a stable code.</param>
    /// <param name="Message">The reason as text.</param>
    public sealed record Rejected(string Code, string Message) : SubmissionOutcome;

    /// <summary>The outcome is unknown. A known outcome is kept.</summary>
    /// <param name="Code">The reason: a stable code.</param>
    /// <param name="Message">The reason as text.</param>
    public sealed record Unknown(string Code, string Message) : SubmissionOutcome;
}
