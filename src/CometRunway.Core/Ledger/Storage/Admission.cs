using Microsoft.Data.Sqlite;

namespace CometRunway.Ledger.Storage;

/// <summary>Decides, inside one transaction, whether a request may become a paid task, and writes its row.</summary>
internal static class Admission
{
    private static readonly TimeSpan UnknownBlocksFor = TimeSpan.FromDays(1);

    /// <summary>Longer than any create takes; it matters only where the owner cannot be seen to be gone.</summary>
    private static readonly TimeSpan SubmissionLease = TimeSpan.FromMinutes(10);

    private const string AllowedByAPerson = "A person allowed this one to go over the limits; the limits stay.";

    public static BeginOutcome Decide(
        SqliteConnection connection, LedgerScope scope, NewTask task, BudgetLimits limits, IReadOnlyCollection<BudgetLimit> over, TimeSpan window, bool newTake, string owner, DateTimeOffset now)
    {
        if (Newest(connection, scope, task, $"state = '{StateWords.Unknown}'", now - UnknownBlocksFor) is { } unknown)
            return new BeginOutcome.UnknownBlocks(unknown);
        if (!newTake && Newest(connection, scope, task, "state NOT IN ('rejected', 'failed', 'cancelled', 'lost')", now - window) is { } earlier)
            return new BeginOutcome.Duplicate(earlier);
        if (Budget.Refusal(connection, scope, task, limits, over, now) is { } refusal)
            return new BeginOutcome.OverBudget(refusal);
        var entry = Entry(Handles.Draw(connection), scope, task, now) with { Warning = over.Count > 0 ? AllowedByAPerson : null };
        TaskRow.Insert(connection, entry, owner, now + SubmissionLease);
        return new BeginOutcome.Begun(entry);
    }

    private static TaskEntry? Newest(SqliteConnection connection, LedgerScope scope, NewTask task, string condition, DateTimeOffset since) =>
        TaskRow.First(
            connection,
            $"scope = $scope AND fingerprint = $fingerprint AND created_at > $since AND {condition} ORDER BY seq DESC",
            ("$scope", scope.Value),
            ("$fingerprint", task.Fingerprint),
            ("$since", since.Stamp()));

    private static TaskEntry Entry(string handle, LedgerScope scope, NewTask task, DateTimeOffset now)
    {
        // As the file keeps it, so that what is handed out now equals what is read later.
        var stamp = SqliteText.Time(now.Stamp());
        return new TaskEntry
        {
            Handle = handle,
            Scope = scope,
            State = LedgerState.Submitting,
            Revision = 1,
            Fingerprint = task.Fingerprint,
            Model = task.Model,
            Ratio = task.Ratio,
            Duration = task.Duration,
            Seed = task.Seed,
            Watermark = task.Watermark,
            Prompt = task.Prompt,
            ImageName = task.ImageName,
            ImageSha256 = task.ImageSha256,
            ApiVersion = task.ApiVersion,
            EstimatedCost = task.EstimatedCost,
            CreatedAt = stamp,
            UpdatedAt = stamp,
        };
    }
}
