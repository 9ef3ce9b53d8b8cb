using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>The rows of the tasks table that a connection changed in its current transaction, by their numbers.</summary>
internal sealed class ChangedRows
{
    private readonly HashSet<long> _numbers = [];

    public ChangedRows(SqliteConnection connection) => SQLitePCL.raw.sqlite3_update_hook(
        connection.Handle,
        static (rows, _, _, table, number) =>
        {
            var name = table.utf8_to_string();
            if (name == "tasks")
                ((ChangedRows)rows)._numbers.Add(number);
            else if (name == "request_ids")
                ((ChangedRows)rows).HasRequestIds = true;
        },
        this);

    public IReadOnlyCollection<long> Numbers => _numbers;

    /// <summary>True if a request id was added to a task, which can be any.</summary>
    public bool HasRequestIds { get; private set; }

    public void Clear()
    {
        _numbers.Clear();
        HasRequestIds = false;
    }
}
