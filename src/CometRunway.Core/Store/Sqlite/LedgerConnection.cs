using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>A connection that keeps its statements prepared.</summary>
internal sealed class LedgerConnection(string connectionString) : SqliteConnection(connectionString)
{
    private readonly PreparedStatements _statements = new();

    public SqliteCommand Take(string sql) => _statements.Take(this, sql, Transaction);

    public void Keep(SqliteCommand command) => _statements.Keep(command);
}
