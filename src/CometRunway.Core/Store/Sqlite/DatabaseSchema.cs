using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>
/// Defines the tables. The only migration adds missing tables, columns and indexes. Columns are never renamed, removed or redefined. A new column is
/// nullable or has a default, so that older and newer versions can share the file.
/// </summary>
internal static class DatabaseSchema
{
    /// <summary>The schema version. Increase it with each new column, table or index.</summary>
    public const int Version = 5;

    /// <summary>The tables whose rows belong to a task, by its handle.</summary>
    public static IReadOnlyList<string> PartTables { get; } = ["files", "request_ids"];

    /// <summary>The columns of tasks that hold hashes with a salt of the file (<see cref="ScopeHash"/>).</summary>
    public static IReadOnlyList<string> HashColumns { get; } = ["scope", "account", "caller"];

    public static IReadOnlyList<Table> Tables { get; } =
    [
        new("schema_version", [new("version", "INTEGER NOT NULL")]),
        new("facts", [new("name", "TEXT PRIMARY KEY"), new("value", "TEXT")]),
        new("tasks",
        [
            new("seq", "INTEGER PRIMARY KEY AUTOINCREMENT"),
            new("handle", "TEXT NOT NULL UNIQUE"),
            new("scope", "TEXT NOT NULL"),
            new("state", "TEXT NOT NULL"),
            new("revision", "INTEGER NOT NULL DEFAULT 1"),
            new("fingerprint", "TEXT NOT NULL"),
            new("created_at", "INTEGER NOT NULL DEFAULT 0"),
            new("updated_at", "INTEGER NOT NULL DEFAULT 0"),
            new("model", "TEXT NOT NULL DEFAULT ''"),
            new("ratio", "TEXT"),
            new("duration", "INTEGER"),
            new("seed", "INTEGER"),
            new("watermark", "INTEGER NOT NULL DEFAULT 0"),
            new("prompt", "TEXT"),
            new("image_name", "TEXT NOT NULL DEFAULT ''"),
            new("image_sha256", "TEXT"),
            new("api_version", "TEXT NOT NULL DEFAULT ''"),
            new("estimated_cost", "TEXT"),
            new("task_id", "TEXT"),
            new("submitted_at", "INTEGER"),
            new("finished_at", "INTEGER"),
            new("raw_status", "TEXT"),
            new("progress", "REAL"),
            new("failure_code", "TEXT"),
            new("failure_message", "TEXT"),
            new("error_code", "TEXT"),
            new("error_message", "TEXT"),
            new("warning", "TEXT"),
            new("may_never_show", "INTEGER NOT NULL DEFAULT 0"),
            new("output_links", "TEXT"),
            new("links_read_at", "INTEGER"),
            new("next_poll_at", "INTEGER"),
            new("file_problem", "TEXT"),
            new("credits", "REAL"),
            new("settled_at", "INTEGER"),
            new("owner", "TEXT"),
            new("lease_until", "INTEGER"),
            new("poll_owner", "TEXT"),
            new("poll_lease_until", "INTEGER"),
            // Since version 2. Null in rows of version 1, in which the scope is the account.
            new("account", "TEXT"),
            // Since version 4. The settings of the request as JSON. Columns above contain some of them too, for older versions and for queries. Null
            // in rows that an older version wrote. Files of version 3 also have the column balance_before, which is not used.
            new("settings", "TEXT"),
            // Since version 5. The caller without the API key. Null in rows that an older version wrote (RowsWithoutCaller).
            new("caller", "TEXT"),
            // Since version 5. Which process may send the request of a submitting row: 'awaited' if nothing was sent and a sender may take it over,
            // 'doubtful' if that is not certain because the file was replaced, 'taken' if its owner took it over. Null if the process that wrote the row sends it, as all versions before 5 do.
            new("sender", "TEXT"),
            // Since version 5. The caller's idempotency key, as it was given.
            new("request_id", "TEXT"),
            // Since version 5. An id in a response that does not say that a task was created (VideoTask.UnconfirmedId).
            new("unconfirmed_id", "TEXT"),
        ]),
        // Since version 5. Further idempotency keys of a task: those of equal requests that were answered with it.
        new("request_ids", [new("request_id", "TEXT NOT NULL"), new("handle", "TEXT NOT NULL")], ", PRIMARY KEY (request_id, handle)"),
        new("files",
        [
            new("handle", "TEXT NOT NULL"),
            new("idx", "INTEGER NOT NULL"),
            new("path", "TEXT NOT NULL"),
            new("length", "INTEGER NOT NULL DEFAULT 0"),
            new("sha256", "TEXT NOT NULL DEFAULT ''"),
            new("saved_at", "INTEGER NOT NULL DEFAULT 0"),
            new("facts", "TEXT"),
        ],
        ", PRIMARY KEY (handle, idx)"),
    ];

    private static readonly string[] Indexes =
    [
        "CREATE INDEX IF NOT EXISTS tasks_fingerprint ON tasks (scope, fingerprint)",
        "CREATE INDEX IF NOT EXISTS tasks_created ON tasks (scope, created_at)",
        "CREATE INDEX IF NOT EXISTS tasks_state ON tasks (state, scope)",
        "CREATE INDEX IF NOT EXISTS tasks_task_id ON tasks (task_id)",
        // Since version 4.
        "CREATE INDEX IF NOT EXISTS tasks_scope ON tasks (scope)",
        "CREATE INDEX IF NOT EXISTS tasks_account ON tasks (coalesce(account, scope), state)",
        // Since version 5.
        "CREATE INDEX IF NOT EXISTS tasks_caller_fingerprint ON tasks (caller, fingerprint)",
        "CREATE INDEX IF NOT EXISTS tasks_caller_created ON tasks (caller, created_at)",
        "CREATE INDEX IF NOT EXISTS tasks_caller_state ON tasks (caller, state)",
        "CREATE INDEX IF NOT EXISTS tasks_without_caller ON tasks (scope) WHERE caller IS NULL",
        "CREATE INDEX IF NOT EXISTS tasks_any_task_id ON tasks (task_id COLLATE NOCASE)",
        "CREATE INDEX IF NOT EXISTS tasks_request_id ON tasks (request_id)",
        "CREATE INDEX IF NOT EXISTS request_ids_handle ON request_ids (handle)",
    ];

    public static void Complete(SqliteConnection connection)
    {
        if (IsComplete(connection))
            return;
        using var transaction = connection.BeginTransaction(deferred: false);
        foreach (var table in Tables)
            Complete(connection, table);
        foreach (var index in Indexes)
            connection.Execute(index);
        connection.Execute("INSERT INTO schema_version (version) SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM schema_version)");
        connection.Execute("UPDATE schema_version SET version = $version WHERE version < $version", ("$version", Version));
        CompleteFacts(connection);
        transaction.Commit();
    }

    /// <summary>Adds the facts that every file has: the salt, and since version 5 the generation.</summary>
    public static void CompleteFacts(SqliteConnection connection)
    {
        foreach (var name in (string[])[LedgerFacts.SaltName, LedgerFacts.GenerationName])
        {
            connection.Execute(
                $"INSERT INTO facts (name, value) VALUES ($name, {LedgerFacts.RandomValue}) ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE coalesce(value, '') = ''",
                ("$name", name));
        }
    }

    private static bool IsComplete(SqliteConnection connection) =>
        Tables.All(table => Missing(connection, table).Count == 0)
        && connection.Number("SELECT max(version) FROM schema_version") >= Version
        && connection.Number($"SELECT count(*) FROM facts WHERE name IN ('{LedgerFacts.SaltName}', '{LedgerFacts.GenerationName}') AND value <> ''") == 2;

    private static void Complete(SqliteConnection connection, Table table)
    {
        var columns = string.Join(", ", table.Columns.Select(column => $"{column.Name} {column.Declaration}"));
        connection.Execute($"CREATE TABLE IF NOT EXISTS {table.Name} ({columns}{table.Constraint})");
        foreach (var column in Missing(connection, table))
            connection.Execute($"ALTER TABLE {table.Name} ADD COLUMN {column.Name} {column.Declaration}");
    }

    private static List<Column> Missing(SqliteConnection connection, Table table)
    {
        var present = connection.Query("SELECT name FROM pragma_table_info($table)", row => row.GetString(0), ("$table", table.Name));
        return [.. table.Columns.Where(column => !present.Contains(column.Name))];
    }

    internal sealed record Table(string Name, IReadOnlyList<Column> Columns, string Constraint = "");

    internal sealed record Column(string Name, string Declaration);
}
