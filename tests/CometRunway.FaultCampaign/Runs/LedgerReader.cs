using Microsoft.Data.Sqlite;

namespace CometRunway.FaultCampaign.Runs;

/// <summary>Reads a ledger while servers write to it.</summary>
internal sealed class LedgerReader(string home) : IDisposable
{
    private readonly string _file = Path.Combine(home, "ledger.db");
    private SqliteConnection? _connection;

    /// <summary>Returns whether a row matches the condition; false while the ledger cannot be read.</summary>
    public bool HasRow(string condition)
    {
        try
        {
            using var command = Open().CreateCommand();
#pragma warning disable CA2100 // The conditions are constants.
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

    /// <summary>Returns the integrity error of the file, if any.</summary>
    public string? IntegrityError()
    {
        try
        {
            using var command = Open().CreateCommand();
            command.CommandText = "PRAGMA integrity_check(1)";
            return command.ExecuteScalar() as string is var result && result == "ok" ? null : result ?? "no result";
        }
        catch (SqliteException error)
        {
            return error.Message;
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
