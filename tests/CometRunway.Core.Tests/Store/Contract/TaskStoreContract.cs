namespace CometRunway.Core.Tests.Store.Contract;

/// <summary>What every store of tasks does; a class for each kind of store derives from it.</summary>
public abstract partial class TaskStoreContract(StoreFixture home) : IDisposable
{
    private readonly StoreFixture _home = home;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _home.Dispose();
        GC.SuppressFinalize(this);
    }
}
