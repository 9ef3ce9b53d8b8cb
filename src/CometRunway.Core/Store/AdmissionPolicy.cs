namespace CometRunway.Store;

/// <summary>Decides whether a request may become a paid task. Pure functions over facts that a store reads in the transaction that writes the row.</summary>
public static class AdmissionPolicy
{
    /// <summary>How long a task with an unknown outcome blocks an equal request: one day.</summary>
    public static readonly TimeSpan UnknownBlocksFor = TimeSpan.FromDays(1);

    /// <summary>
    /// How long a submitting row counts as owned when the store cannot observe its owner: ten minutes. While a store knows that the owner runs, the row stays
    /// owned. As soon as the owner has certainly ended, the outcome is unknown.
    /// </summary>
    public static readonly TimeSpan SubmissionLease = TimeSpan.FromMinutes(10);

    /// <summary>The longest window of a limit: 24 hours. Older tasks do not count.</summary>
    public static readonly TimeSpan LongestWindow = BudgetWindows.Longest;

    /// <summary>Returns <see cref="BudgetStanding"/>s, one for each limit.</summary>
    /// <param name="uses">The tasks of the scope in <see cref="LongestWindow"/>.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="now">The time now.</param>
    public static IReadOnlyList<BudgetStanding> GetStandings(IReadOnlyList<BudgetUse> uses, BudgetLimits limits, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(uses);
        ArgumentNullException.ThrowIfNull(limits);
        return BudgetWindows.Standings(uses, limits, now);
    }

    /// <summary>Returns <see cref="BeginOutcome.Begun"/> with the row to write, or the reason why the task may not be created.</summary>
    /// <param name="facts">What the store knows about the scope.</param>
    /// <param name="handle">A new handle, unique in the store; it is used only if the task may be created.</param>
    /// <param name="scope">The scope of the task.</param>
    /// <param name="task">The new task.</param>
    /// <param name="terms">The limits and conditions.</param>
    /// <param name="now">The time now.</param>
    public static BeginOutcome Decide(AdmissionFacts facts, string handle, TaskScope scope, NewVideoTask task, AdmissionTerms terms, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentException.ThrowIfNullOrEmpty(handle);
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(terms);
        if (facts.Unknown is { } unknown)
            return new BeginOutcome.BlockedByUnknown(unknown);
        if (!terms.NewTake && facts.Duplicate is { } earlier)
            return new BeginOutcome.Duplicate(earlier);
        return BudgetWindows.Refusal(facts.Uses, task, terms, now) is { } refusal
            ? new BeginOutcome.OverBudget(refusal)
            : new BeginOutcome.Begun(NewRow(handle, scope, task, terms, now));
    }

    private static VideoTask NewRow(string handle, TaskScope scope, NewVideoTask task, AdmissionTerms terms, DateTimeOffset now)
    {
        // Stores keep milliseconds. The row that is returned now must equal the row that is read later.
        var at = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds());
        return new VideoTask
        {
            Handle = handle,
            Scope = scope,
            State = VideoTaskState.Submitting,
            Revision = 1,
            Fingerprint = task.Fingerprint,
            Settings = task.Settings,
            ImageName = task.ImageName,
            ImageSha256 = task.ImageSha256,
            ApiVersion = task.ApiVersion,
            EstimatedCost = task.EstimatedCost,
            CreatedAt = at,
            UpdatedAt = at,
            Warning = terms.Over.Count > 0 ? "A person allowed this one to go over the limits; the limits stay." : null,
        };
    }
}

/// <summary>What a store knows about a scope that matters for a new task.</summary>
/// <param name="Unknown">The newest task with the same fingerprint and an unknown outcome, younger than <see cref="AdmissionPolicy.UnknownBlocksFor"/>; null if there is none.</param>
/// <param name="Duplicate">
/// The newest task with the same fingerprint that was created within <see cref="AdmissionTerms.DuplicateWindow"/> and was not rejected, failed,
/// cancelled or lost; null if there is none.
/// </param>
/// <param name="Uses">The tasks created within <see cref="AdmissionPolicy.LongestWindow"/> that were not rejected.</param>
public sealed record AdmissionFacts(VideoTask? Unknown, VideoTask? Duplicate, IReadOnlyList<BudgetUse> Uses);

/// <summary>A task that may have been charged. One with a creation time in the future (the clock was set back) counts too.</summary>
/// <param name="At">The time it was created.</param>
/// <param name="Seconds">The requested duration; null if it was left to the service, which counts as 5 s.</param>
public sealed record BudgetUse(DateTimeOffset At, int? Seconds);
