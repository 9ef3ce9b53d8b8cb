using CometRunway.Store.Sqlite;
using Microsoft.Data.Sqlite;

namespace CometRunway.Store;

/// <summary>Decides, inside one transaction, whether a request may become a paid task, and writes its row.</summary>
internal static class AdmissionPolicy
{
    private static readonly TimeSpan UnknownBlocksFor = TimeSpan.FromDays(1);

    /// <summary>Longer than any create takes; it matters only where the owner cannot be seen to be gone.</summary>
    private static readonly TimeSpan SubmissionLease = TimeSpan.FromMinutes(10);

    private const string AllowedByAPerson = "A person allowed this one to go over the limits; the limits stay.";

    public static BeginOutcome Decide(
        SqliteConnection connection, TaskScope scope, NewVideoTask task, BudgetLimits limits, IReadOnlyCollection<BudgetLimit> over, TimeSpan window, bool newTake, string owner, DateTimeOffset now)
    {
        if (Newest(connection, scope, task, $"state = '{StateNames.Unknown}'", now - UnknownBlocksFor) is { } unknown)
            return new BeginOutcome.BlockedByUnknown(unknown);
        if (!newTake && Newest(connection, scope, task, "state NOT IN ('rejected', 'failed', 'cancelled', 'lost')", now - window) is { } earlier)
            return new BeginOutcome.Duplicate(earlier);
        if (Budget.Refusal(connection, scope, task, limits, over, now) is { } refusal)
            return new BeginOutcome.OverBudget(refusal);
        var entry = Entry(Handles.Draw(connection), scope, task, now) with { Warning = over.Count > 0 ? AllowedByAPerson : null };
        TaskRows.Insert(connection, entry, owner, now + SubmissionLease);
        return new BeginOutcome.Begun(entry);
    }

    private static VideoTask? Newest(SqliteConnection connection, TaskScope scope, NewVideoTask task, string condition, DateTimeOffset since) =>
        TaskRows.First(
            connection,
            $"scope = $scope AND fingerprint = $fingerprint AND created_at > $since AND {condition} ORDER BY seq DESC",
            ("$scope", scope.Value),
            ("$fingerprint", task.Fingerprint),
            ("$since", since.Stamp()));

    private static VideoTask Entry(string handle, TaskScope scope, NewVideoTask task, DateTimeOffset now)
    {
        // As the file keeps it, so that what is handed out now equals what is read later.
        var stamp = SqliteText.Time(now.Stamp());
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
            CreatedAt = stamp,
            UpdatedAt = stamp,
        };
    }
}
