using CometRunway.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CometRunway.Core.Tests.Store;

/// <summary>A ledger file in a folder of its own.</summary>
public sealed class SqliteFixture(DateTimeOffset? start = null) : StoreFixture(start)
{
    private int _busySeconds = 5;

    public string Folder { get; } = Path.Combine(Directory.CreateTempSubdirectory("ledger-").FullName, "home");

    public string File => Path.Combine(Folder, "ledger.db");

    /// <summary>The file as the newest process has it.</summary>
    internal SqliteLedger? Ledger { get; private set; }

    /// <summary>A process that waits only so long for another one's transaction.</summary>
    internal StoreInstance Open(int busySeconds)
    {
        _busySeconds = busySeconds;
        return Open();
    }

    private protected override StoreInstance Create()
    {
        Ledger = new SqliteLedger(Folder, Clock, NullLogger<SqliteTaskStore>.Instance, _busySeconds);
        return new StoreInstance(new SqliteTaskStore(Ledger), new SqliteTaskStoreAdmin(Ledger), Ledger);
    }

    private protected override void Remove() => Directory.Delete(Path.GetDirectoryName(Folder)!, recursive: true);
}
