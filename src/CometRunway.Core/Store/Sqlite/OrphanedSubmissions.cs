using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>Rows whose request nobody will hear the answer of any more.</summary>
internal static class OrphanedSubmissions
{
    public static IReadOnlyList<VideoTask> Resolve(SqliteConnection connection, TaskScope? scope, StoreOwner self, DateTimeOffset now)
    {
        var open = connection.Query(
            $"SELECT handle, owner, lease_until FROM tasks WHERE state = '{StateNames.Submitting}' AND ($account IS NULL OR coalesce(account, scope) = $account)",
            row => (Handle: row.GetString(0), Owner: row.TextOrNull(1), LeaseUntil: row.NumberOrNull(2) ?? 0),
            ("$account", scope?.Account));
        var outcome = new SubmissionOutcome(VideoTaskState.Unknown)
        {
            Code = "abandoned",
            Message = "The program that asked for this task ended before the service's answer was written down.",
        };
        return
        [
            .. open.Where(row => row.LeaseUntil <= now.Stamp() || self.IsGone(row.Owner))
                .Select(row => TaskRows.Update(connection, Transitions.Conclude(TaskRows.Get(connection, row.Handle)!, outcome, now), now)),
        ];
    }
}
