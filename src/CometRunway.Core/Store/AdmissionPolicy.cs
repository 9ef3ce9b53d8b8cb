namespace CometRunway.Store;

/// <summary>Decides whether a paid task may be created. Pure functions; the store reads the facts in the transaction that writes the row.</summary>
public static class AdmissionPolicy
{
    /// <summary>The period in which a task with an unknown outcome blocks an equal request: one day.</summary>
    public static readonly TimeSpan UnknownBlocksFor = TimeSpan.FromDays(1);

    /// <summary>
    /// The lease of a submitting row: ten minutes. It applies only if the store cannot observe the owner. While the owner runs, the row stays owned;
    /// when the owner has ended, the outcome is unknown.
    /// </summary>
    public static readonly TimeSpan SubmissionLease = TimeSpan.FromMinutes(10);

    /// <summary>The longest window of a limit: 24 hours. Older tasks do not count.</summary>
    public static readonly TimeSpan LongestWindow = BudgetWindows.Longest;

    /// <summary>Returns the state of each limit.</summary>
    /// <param name="uses">The tasks of the scope within <see cref="LongestWindow"/>.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="now">The current time.</param>
    public static IReadOnlyList<BudgetStanding> GetStandings(IReadOnlyList<BudgetUse> uses, BudgetLimits limits, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(uses);
        ArgumentNullException.ThrowIfNull(limits);
        return BudgetWindows.Standings(uses, limits, now);
    }

    /// <summary>Returns <see cref="BeginOutcome.Begun"/> with the row to write, or the reason why the task may not be created.</summary>
    /// <param name="facts">The relevant rows of the scope.</param>
    /// <param name="handle">A new handle that is unique in the store. It is used only if the task may be created.</param>
    /// <param name="scope">The scope of the task.</param>
    /// <param name="task">The new task.</param>
    /// <param name="terms">The limits and conditions.</param>
    /// <param name="now">The current time.</param>
    public static BeginOutcome Decide(AdmissionFacts facts, string handle, TaskScope scope, NewVideoTask task, AdmissionTerms terms, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentException.ThrowIfNullOrEmpty(handle);
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(terms);
        BeginOutcome outcome = facts switch
        {
            // The caller's key comes first: it never expires, and a repeated call for another take is not another take.
            { SameRequestId: { } same } when same.Fingerprint == task.Fingerprint => new BeginOutcome.Repeated(same),
            { SameRequestId: { } other } => new BeginOutcome.RequestIdConflict(other),
            { Unknown: { } unknown } => new BeginOutcome.BlockedByUnknown(unknown),
            { Duplicate: { } earlier } when !terms.NewTake => new BeginOutcome.Duplicate(earlier),
            _ when BudgetWindows.Refusal(facts.Uses, task, terms, now) is { } refusal => new BeginOutcome.OverBudget(refusal),
            _ => new BeginOutcome.Begun(NewRow(handle, scope, task, terms, now)),
        };
        IReadOnlyList<BudgetUse> uses = outcome is BeginOutcome.Begun(var begun) ? [.. facts.Uses, new BudgetUse(begun.CreatedAt, begun.Settings.Duration)] : facts.Uses;
        return outcome with { Limits = [.. BudgetWindows.Standings(uses, terms.Limits, now).Where(standing => standing.Allowed is not null)] };
    }

    private static VideoTask NewRow(string handle, TaskScope scope, NewVideoTask task, AdmissionTerms terms, DateTimeOffset now)
    {
        // Stores have a resolution of milliseconds. The returned row must equal the row that is read later.
        var at = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds());
        return new VideoTask
        {
            Handle = handle,
            Scope = scope,
            State = VideoTaskState.Submitting,
            Revision = 1,
            Fingerprint = task.Fingerprint,
            RequestId = task.RequestId,
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

/// <summary>The rows of a scope that <see cref="AdmissionPolicy"/> needs for a new task.</summary>
/// <param name="SameRequestId">
/// If the new task has a <see cref="NewVideoTask.RequestId"/>: the newest task that began with it or was returned for it as a
/// <see cref="BeginOutcome.Duplicate"/>, whatever its age, fingerprint and state, except rejected. A rejected task was never created at the service, so its
/// key is free. Null if there is none.
/// </param>
/// <param name="Unknown">
/// The newest task with the same fingerprint and an unknown outcome, less than <see cref="AdmissionPolicy.UnknownBlocksFor"/> old; null if there is
/// none.
/// </param>
/// <param name="Duplicate">
/// The newest task with the same fingerprint that was created within <see cref="AdmissionTerms.DuplicateWindow"/> and is not rejected, failed,
/// cancelled or not found; otherwise the newest one that is submitting, whatever its age, because its request may still be sent. Null if there is none.
/// </param>
/// <param name="Uses">The tasks that were created within <see cref="AdmissionPolicy.LongestWindow"/> and are not rejected.</param>
public sealed record AdmissionFacts(VideoTask? SameRequestId, VideoTask? Unknown, VideoTask? Duplicate, IReadOnlyList<BudgetUse> Uses);

/// <summary>
/// A task that counts towards the limits because it may have been charged. A creation time in the future, after the clock was set back, counts too.
/// </summary>
/// <param name="At">The creation time.</param>
/// <param name="Seconds">The requested duration in seconds; null if it is left to the service, which counts as 5 s.</param>
public sealed record BudgetUse(DateTimeOffset At, int? Seconds);
