namespace CometRunway.Store;

/// <summary>How a submission ended: exactly one of the cases below.</summary>
public abstract record SubmissionOutcome
{
    private SubmissionOutcome()
    {
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
    /// <param name="Code">Why: a stable code.</param>
    /// <param name="Message">The same in words.</param>
    public sealed record Rejected(string Code, string Message) : SubmissionOutcome;

    /// <summary>Nobody can tell. An answer that is already there stays.</summary>
    /// <param name="Code">Why: a stable code.</param>
    /// <param name="Message">The same in words.</param>
    public sealed record Unknown(string Code, string Message) : SubmissionOutcome;
}
