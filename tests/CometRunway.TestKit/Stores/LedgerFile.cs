using CometRunway.Store;
using CometRunway.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CometRunway.TestKit.Stores;

/// <summary>The ledger of one process.</summary>
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
