namespace CometRunway.Store;

/// <summary>Decides whether a request may become a paid task: pure functions over facts that a store gathers in the transaction that writes the row.</summary>
internal static class AdmissionPolicy
{
    /// <summary>How long a task of unknown outcome prevents an equal one.</summary>
    public static readonly TimeSpan UnknownBlocksFor = TimeSpan.FromDays(1);

    /// <summary>Longer than any create takes; it matters only where the owner cannot be seen to be gone.</summary>
    public static readonly TimeSpan SubmissionLease = TimeSpan.FromMinutes(10);

    private const string AllowedByAPerson = "A person allowed this one to go over the limits; the limits stay.";

    /// <summary>Null when the task may be created.</summary>
    public static BeginOutcome? Refuse(AdmissionFacts facts, NewVideoTask task, AdmissionTerms terms, DateTimeOffset now)
    {
        if (facts.Unknown is { } unknown)
            return new BeginOutcome.BlockedByUnknown(unknown);
        if (!terms.NewTake && facts.Duplicate is { } earlier)
            return new BeginOutcome.Duplicate(earlier);
        return BudgetWindows.Refusal(facts.Uses, task, terms, now) is { } refusal ? new BeginOutcome.OverBudget(refusal) : null;
    }

    /// <summary>The row of a task that may be created.</summary>
    public static VideoTask NewRow(string handle, TaskScope scope, NewVideoTask task, AdmissionTerms terms, DateTimeOffset now)
    {
        // As a store keeps it, so that what is handed out now equals what is read later.
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
            Warning = terms.Over.Count > 0 ? AllowedByAPerson : null,
        };
    }
}

/// <summary>What a store knows that matters for a new task of a scope.</summary>
/// <param name="Unknown">The newest equal task of unknown outcome that is younger than <see cref="AdmissionPolicy.UnknownBlocksFor"/>.</param>
/// <param name="Duplicate">The newest equal task inside the duplicate window that may still bring a video.</param>
/// <param name="Uses">What was used in <see cref="BudgetWindows.Longest"/>.</param>
internal sealed record AdmissionFacts(VideoTask? Unknown, VideoTask? Duplicate, IReadOnlyList<BudgetUse> Uses);
