using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>
/// A connection whose statements stay prepared until it is closed: parsing a statement costs more than running it on a few rows. Used by one thread at a
/// time.
/// </summary>
internal sealed class LedgerConnection(string connectionString) : SqliteConnection(connectionString)
{
    /// <summary>The program has fewer statements. The limit is for a caller that writes values into the text.</summary>
    private const int Most = 200;

    private readonly Dictionary<string, SqliteCommand> _idle = new(StringComparer.Ordinal);

    /// <summary>Returns a command for the statement. While it is used, the same statement is prepared again for another caller.</summary>
    public SqliteCommand Take(string sql)
    {
        if (!_idle.Remove(sql, out var command))
            return New(this, sql);
        command.Transaction = Transaction;
        command.Parameters.Clear();
        return command;
    }

    /// <summary>Takes a command back that ended without an error. SQLite runs some pragmas when they are prepared, so each of them is prepared every time.</summary>
    public void Keep(SqliteCommand command)
    {
        if (_idle.Count >= Most || command.CommandText.StartsWith("PRAGMA", StringComparison.Ordinal) || !_idle.TryAdd(command.CommandText, command))
            command.Dispose();
    }

    /// <summary>Returns a new command on any connection.</summary>
    public static SqliteCommand New(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
