using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>
/// Concludes submitting rows whose owner has ended, or cannot be observed and whose lease has expired. They become unknown, except rows that still await
/// their sender: these were never sent, and because they are concluded, no sender can take them over any more.
/// </summary>
internal static class OrphanedSubmissions
{
    private static readonly SubmissionOutcome Abandoned =
        new SubmissionOutcome.Unknown("abandoned", "The program that asked for this task ended before the service's answer was written down.");

    public static IReadOnlyList<VideoTask> Resolve(SqliteConnection connection, AccountFilter account, StoreOwner self, DateTimeOffset now)
    {
        var open = connection.Query(
            $"SELECT handle, owner, lease_until, sender FROM tasks WHERE {AccountFilter.Condition} AND state = '{StateNames.Submitting}'",
            row => (Handle: row.TextOrEmpty(0), Owner: row.TextOrNull(1), LeaseUntil: row.NumberOrZero(2), Sender: row.TextOrNull(3)),
            account.Values);
        var resolved = new List<VideoTask>();
        // Most rows have the same owner, and looking for its process costs more than reading the row.
        var gone = open.Select(row => row.Owner).Distinct().Where(self.IsGone).ToList();
        foreach (var row in open.Where(row => gone.Contains(row.Owner) || (row.LeaseUntil <= now.Stamp() && !self.IsRunning(row.Owner))))
        {
            var before = TaskRows.Get(connection, row.Handle)!;
            resolved.Add(TaskRows.Update(connection, before, Transitions.Conclude(before, HandOvers.IsAwaited(row.Sender) ? HandOvers.NeverSent : Abandoned, now), now));
        }

        return resolved;
    }
}
