using Microsoft.Data.Sqlite;

namespace CometRunway.Ledger.Storage;

/// <summary>What else of the same account may have been charged since a moment.</summary>
internal static class OtherTasks
{
    /// <summary>Begun, answered or ended since then, or still going on. What was rejected cost nothing.</summary>
    public static IReadOnlyList<TaskEntry> Since(SqliteConnection connection, TaskEntry entry, DateTimeOffset moment) => TaskRow.Select(
        connection,
        $"""
        coalesce(account, scope) = $account AND handle <> $handle AND state <> '{StateWords.Rejected}'
            AND (created_at >= $since OR submitted_at >= $since OR finished_at >= $since
                OR (state = '{StateWords.Unknown}' AND updated_at >= $since)
                OR state IN ('{StateWords.Submitting}', 'accepted', 'pending', 'throttled', 'running'))
        ORDER BY seq
        """,
        ("$account", entry.Scope.Account),
        ("$handle", entry.Handle),
        ("$since", moment.Stamp()));
}
