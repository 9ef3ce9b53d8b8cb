using CometRunway.Core.Tests.Store.Contract;

namespace CometRunway.Core.Tests.Store;

/// <summary>The contract of a store, kept by a ledger file.</summary>
public sealed class SqliteTaskStoreTests() : TaskStoreContract(new SqliteFixture());
