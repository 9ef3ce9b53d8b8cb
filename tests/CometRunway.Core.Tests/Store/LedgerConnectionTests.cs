using CometRunway.Store.Sqlite;
using CometRunway.TestKit.Files;
using Microsoft.Data.Sqlite;

namespace CometRunway.Core.Tests.Store;

/// <summary>Statements stay prepared between calls. One that keeps something of an earlier call would write wrong rows, or lock the ledger for other processes.</summary>
public sealed class LedgerConnectionTests : IDisposable
{
    private const string Insert = "INSERT INTO facts (name, value) VALUES ($name, $value)";
    private const string Select = "SELECT value FROM facts WHERE name LIKE $name ORDER BY value";
    private readonly TempFolder _folder = new();
    private readonly SqliteConnection _connection;

    public LedgerConnectionTests() => _connection = DatabaseFile.Open(Path.Combine(_folder.Path, DatabaseFile.Name), 1);

    public void Dispose()
    {
        _connection.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Execute_SameStatementInLaterTransactions_WritesTheValuesOfEachCall()
    {
        foreach (var (name, value) in new[] { ("test-1", "one"), ("test-2", null), ("test-3", "three") })
        {
            using var transaction = _connection.BeginTransaction();
            _connection.Execute(Insert, ("$name", name), ("$value", value ?? ""));
            transaction.Commit();
        }

        Assert.Equal(["", "one", "three"], Values("test-%"));
    }

    [Fact]
    public void Query_WithinTheSameQuery_BothGiveTheirOwnRows()
    {
        Write("test-a", "1");
        Write("test-b", "2");

        var rows = _connection.Query(Select, row => (row.GetString(0), Inner: Values("test-b")), ("$name", "test-%"));

        Assert.Equal(["1", "2"], rows.Select(row => row.Item1));
        Assert.All(rows, row => Assert.Equal(["2"], row.Inner));
    }

    [Fact]
    public void Execute_CallFails_NextOneWorksAndNothingStaysLocked()
    {
        Write("test-a", "1");

        Assert.Throws<SqliteException>(() => Write("test-a", "again"));
        Write("test-b", "2");

        using var other = DatabaseFile.Open(Path.Combine(_folder.Path, DatabaseFile.Name), 1);
        other.Execute(Insert, ("$name", "test-c"), ("$value", "3"));
        Assert.Equal(["1", "2", "3"], Values("test-%"));
    }

    [Fact]
    public void Query_MapFails_NothingStaysLocked()
    {
        Write("test-a", "1");
        Write("test-b", "2");

        Assert.Throws<InvalidOperationException>(() => _connection.Query<string>(Select, _ => throw new InvalidOperationException(), ("$name", "test-%")));

        using var other = DatabaseFile.Open(Path.Combine(_folder.Path, DatabaseFile.Name), 1);
        Assert.Equal(0, other.Query("PRAGMA wal_checkpoint(TRUNCATE)", row => row.GetInt32(0)).Single());
    }

    [Fact]
    public void Execute_MoreStatementsThanAreKept_AllRun()
    {
        for (var i = 0; i < 300; i++)
            _connection.Execute($"INSERT INTO facts (name, value) VALUES ('test-{i}', 'x')");

        Assert.Equal(300, Values("test-%").Count);
    }

    private void Write(string name, string value) => _connection.Execute(Insert, ("$name", name), ("$value", value));

    private List<string> Values(string name) => _connection.Query(Select, row => row.GetString(0), ("$name", name));
}
