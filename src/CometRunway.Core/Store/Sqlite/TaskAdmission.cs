using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>Reads the facts for <see cref="AdmissionPolicy"/> and writes the row of an admitted task, in the transaction of the caller.</summary>
internal static class TaskAdmission
{
    public static BeginOutcome Begin(SqliteConnection connection, TaskScope scope, NewVideoTask task, AdmissionTerms terms, string owner, DateTimeOffset now)
    {
        var facts = new AdmissionFacts(
            task.RequestId is { } requestId ? RequestIds.Find(connection, scope, requestId) : null,
            Newest(connection, scope, task, $"state = '{StateNames.Unknown}'", now - AdmissionPolicy.UnknownBlocksFor),
            Newest(connection, scope, task, "state NOT IN ('rejected', 'failed', 'cancelled', 'lost')", now - terms.DuplicateWindow)
                ?? Newest(connection, scope, task, $"state = '{StateNames.Submitting}'", DateTimeOffset.UnixEpoch),
            terms.Limits.AreUnlimited ? [] : Uses(connection, scope, now));
        var outcome = AdmissionPolicy.Decide(facts, Handles.Draw(connection), scope, task, terms, now);
        if (outcome is BeginOutcome.Begun(var row))
        {
            TaskRows.Insert(connection, row, owner, now + AdmissionPolicy.SubmissionLease);
            if (terms.AwaitsSender)
                HandOvers.MarkAwaited(connection, row.Handle);
        }
        else if (outcome is BeginOutcome.Duplicate(var earlier) && task.RequestId is { } alias)
        {
            RequestIds.Assign(connection, alias, earlier);
        }

        return outcome;
    }

    /// <summary>Returns the tasks that count towards the limits.</summary>
    public static IReadOnlyList<BudgetUse> Uses(SqliteConnection connection, ScopeFilter scope, DateTimeOffset now) => connection.Query(
        $"SELECT created_at, duration FROM tasks WHERE {scope.Condition} AND created_at > $since AND state <> '{StateNames.Rejected}' ORDER BY created_at",
        row => new BudgetUse(SqliteText.Time(row.NumberOrZero(0)), row.SecondsOrNull(1)),
        [.. scope.Values, ("$since", (now - AdmissionPolicy.LongestWindow).Stamp())]);

    private static VideoTask? Newest(SqliteConnection connection, ScopeFilter scope, NewVideoTask task, string condition, DateTimeOffset since) => TaskRows.First(
        connection,
        $"{scope.Condition} AND fingerprint = $fingerprint AND created_at > $since AND {condition}",
        [.. scope.Values, ("$fingerprint", task.Fingerprint), ("$since", since.Stamp())]);
}
