namespace CometRunway.Store;

/// <summary>The decision about a new request. Exactly one of the nested types.</summary>
public abstract record BeginOutcome
{
    private BeginOutcome()
    {
    }

    /// <summary>The state of the limits that are set, with the new task if there is one. Empty if no limit is set.</summary>
    public IReadOnlyList<BudgetStanding> Limits { get; init; } = [];

    /// <summary>The row is written. The request may be sent.</summary>
    /// <param name="Task">The new row, in the state <see cref="VideoTaskState.Submitting"/>.</param>
    public sealed record Begun(VideoTask Task) : BeginOutcome;

    /// <summary>The same request was created before with the same <see cref="NewVideoTask.RequestId"/>. Nothing is written.</summary>
    /// <param name="Earlier">The earlier task, in any state except rejected.</param>
    public sealed record Repeated(VideoTask Earlier) : BeginOutcome;

    /// <summary>The <see cref="NewVideoTask.RequestId"/> belongs to a task with another fingerprint. Nothing is written.</summary>
    /// <param name="Earlier">The task of this request id, in any state except rejected.</param>
    public sealed record RequestIdConflict(VideoTask Earlier) : BeginOutcome;

    /// <summary>
    /// The same request was created recently. No row is written. A <see cref="NewVideoTask.RequestId"/> of the new task belongs to the earlier task from
    /// now on, so that a later repetition finds it too.
    /// </summary>
    /// <param name="Earlier">The earlier task.</param>
    public sealed record Duplicate(VideoTask Earlier) : BeginOutcome;

    /// <summary>The same request has an unknown outcome and may have been charged. Nothing is written.</summary>
    /// <param name="Unknown">The task that a person must resolve.</param>
    public sealed record BlockedByUnknown(VideoTask Unknown) : BeginOutcome;

    /// <summary>A limit is reached. Nothing is written.</summary>
    /// <param name="Refusal">The limit, and the time at which the request fits again.</param>
    public sealed record OverBudget(BudgetRefusal Refusal) : BeginOutcome;
}
