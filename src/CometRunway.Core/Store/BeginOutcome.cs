namespace CometRunway.Store;

/// <summary>The decision about a new request. Exactly one of the nested types.</summary>
public abstract record BeginOutcome
{
    private BeginOutcome()
    {
    }

    /// <summary>The row is written. The request may be sent.</summary>
    /// <param name="Task">The new row, in the state <see cref="VideoTaskState.Submitting"/>.</param>
    public sealed record Begun(VideoTask Task) : BeginOutcome;

    /// <summary>The same request was created recently. Nothing is written.</summary>
    /// <param name="Earlier">The earlier task.</param>
    public sealed record Duplicate(VideoTask Earlier) : BeginOutcome;

    /// <summary>The same request has an unknown outcome and may have been charged. Nothing is written.</summary>
    /// <param name="Unknown">The task that a person must resolve.</param>
    public sealed record BlockedByUnknown(VideoTask Unknown) : BeginOutcome;

    /// <summary>A limit is reached. Nothing is written.</summary>
    /// <param name="Refusal">The limit, and the time at which the request fits again.</param>
    public sealed record OverBudget(BudgetRefusal Refusal) : BeginOutcome;
}
