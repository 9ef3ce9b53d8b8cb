using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>Marks submitting rows as unknown if their owner has ended, or if the owner cannot be observed and its lease has expired.</summary>
internal static class OrphanedSubmissions
{
    private static readonly SubmissionOutcome Abandoned =
        new SubmissionOutcome.Unknown("abandoned", "The program that asked for this task ended before the service's answer was written down.");

    public static IReadOnlyList<VideoTask> Resolve(SqliteConnection connection, string account, StoreOwner self, DateTimeOffset now)
    {
        var open = connection.Query(
            $"SELECT handle, owner, lease_until FROM tasks WHERE {TaskQueries.InAccount} AND state = '{StateNames.Submitting}'",
            row => (Handle: row.TextOrEmpty(0), Owner: row.TextOrNull(1), LeaseUntil: row.NumberOrZero(2)),
            ("$account", account));
        var resolved = new List<VideoTask>();
        foreach (var row in open.Where(row => self.IsGone(row.Owner) || (row.LeaseUntil <= now.Stamp() && !self.IsRunning(row.Owner))))
        {
            var before = TaskRows.Get(connection, row.Handle)!;
            resolved.Add(TaskRows.Update(connection, before, Transitions.Conclude(before, Abandoned, now), now));
        }

        return resolved;
    }
}
