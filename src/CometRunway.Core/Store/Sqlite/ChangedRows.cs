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
            if (table.utf8_to_string() == "tasks")
                ((ChangedRows)rows)._numbers.Add(number);
        },
        this);

    public IReadOnlyCollection<long> Numbers => _numbers;

    public void Clear() => _numbers.Clear();
}
