using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>Finds tasks by the idempotency keys of their callers. A task has the key that it began with, and those of equal requests that were answered with it.</summary>
internal static class RequestIds
{
    /// <summary>Returns the newest task of the scope with this key; null if there is none. Rejected tasks have released their keys.</summary>
    public static VideoTask? Find(SqliteConnection connection, ScopeFilter scope, string requestId) => TaskRows.First(
        connection,
        $"""
        handle IN (SELECT handle FROM tasks WHERE request_id = $requestId UNION SELECT handle FROM request_ids WHERE request_id = $requestId)
            AND {scope.Condition} AND state <> '{StateNames.Rejected}'
        """,
        scope.Value,
        ("$requestId", requestId));

    /// <summary>Gives a task one more key.</summary>
    public static void Assign(SqliteConnection connection, string requestId, VideoTask task) => connection.Execute(
        "INSERT OR IGNORE INTO request_ids (request_id, handle) VALUES ($requestId, $handle)",
        ("$requestId", requestId),
        ("$handle", task.Handle));
}
