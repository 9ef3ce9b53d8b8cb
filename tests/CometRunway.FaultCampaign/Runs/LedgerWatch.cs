using Microsoft.Data.Sqlite;

namespace CometRunway.FaultCampaign.Runs;

/// <summary>Looks into a ledger that others write, to strike at the right moment.</summary>
internal sealed class LedgerWatch(string home) : IDisposable
{
    private readonly string _file = Path.Combine(home, "ledger.db");
    private SqliteConnection? _connection;

    /// <summary>Whether a row fits the condition; false as long as the ledger cannot be read.</summary>
    public bool HasRow(string condition)
    {
        try
        {
            using var command = Open().CreateCommand();
#pragma warning disable CA2100 // The conditions stand in this program.
            command.CommandText = $"SELECT count(*) FROM tasks WHERE {condition}";
#pragma warning restore CA2100
            return (long)command.ExecuteScalar()! > 0;
        }
        catch (SqliteException)
        {
            Close();
            return false;
        }
    }

    /// <summary>What SQLite finds wrong with the file; null when nothing.</summary>
    public string? Fault()
    {
        try
        {
            using var command = Open().CreateCommand();
            command.CommandText = "PRAGMA integrity_check(1)";
            return command.ExecuteScalar() as string is var said && said == "ok" ? null : said ?? "it says nothing";
        }
        catch (SqliteException fault)
        {
            return fault.Message;
        }
    }

    public void Dispose() => Close();

    private SqliteConnection Open()
    {
        if (_connection is not null)
            return _connection;
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
        _connection.Open();
        return _connection;
    }

    private void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
