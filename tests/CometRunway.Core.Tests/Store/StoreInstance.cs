using CometRunway.Store;

namespace CometRunway.Core.Tests.Store;

/// <summary>The store as one process has it.</summary>
internal sealed class StoreInstance(ITaskStore store, ITaskStoreAdmin admin, IDisposable owner) : IDisposable
{
    public ITaskStore Store => store;

    public ITaskStoreAdmin Admin => admin;

    public void Dispose() => owner.Dispose();
}
