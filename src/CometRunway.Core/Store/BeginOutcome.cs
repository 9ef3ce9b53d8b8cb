namespace CometRunway.Store;

/// <summary>The decision about a new request: exactly one of the cases below.</summary>
public abstract record BeginOutcome
{
    private BeginOutcome()
    {
    }

    /// <summary>The row is written; the request may be sent.</summary>
    /// <param name="Task">The new row, <see cref="VideoTaskState.Submitting"/>.</param>
    public sealed record Begun(VideoTask Task) : BeginOutcome;

    /// <summary>The same request was made recently; nothing was written.</summary>
    /// <param name="Earlier">The earlier task.</param>
    public sealed record Duplicate(VideoTask Earlier) : BeginOutcome;

    /// <summary>The same request has an unknown outcome and may have been charged; nothing was written.</summary>
    /// <param name="Unknown">The task that a person must resolve.</param>
    public sealed record BlockedByUnknown(VideoTask Unknown) : BeginOutcome;

    /// <summary>A limit is reached; nothing was written.</summary>
    /// <param name="Refusal">Which, and when it frees up.</param>
    public sealed record OverBudget(BudgetRefusal Refusal) : BeginOutcome;
}
