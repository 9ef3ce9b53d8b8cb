using CometRunway.Store;
using CometRunway.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CometRunway.TestKit.Stores;

/// <summary>A ledger file as one process opens it.</summary>
public sealed class LedgerFile : IDisposable
{
    private readonly SqliteLedger _ledger;

    public LedgerFile(string folder)
    {
        _ledger = new SqliteLedger(folder, TimeProvider.System, NullLogger<SqliteTaskStore>.Instance);
        Store = new SqliteTaskStore(_ledger);
        Admin = new SqliteTaskStoreAdmin(_ledger);
    }

    public ITaskStore Store { get; }

    public ITaskStoreAdmin Admin { get; }

    public void Dispose() => _ledger.Dispose();
}
