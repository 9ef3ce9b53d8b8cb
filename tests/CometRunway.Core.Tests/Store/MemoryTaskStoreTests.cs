using CometRunway.Core.Tests.Polling;
using CometRunway.Core.Tests.Store.Contract;
using CometRunway.MemoryStore;
using CometRunway.Requests;
using CometRunway.Store;
using CometRunway.Tasks;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.Core.Tests.Store;

/// <summary>A store that an app writes with the public API passes the same contract, and the whole path works on it.</summary>
public sealed class MemoryTaskStoreTests() : TaskStoreContract(new MemoryFixture())
{
    [Fact]
    public async Task CreateAndWait_AppRegistersItsOwnStore_SavesTheVideoAndMakesNoLedger()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        using var store = new MemoryTaskStore(new MemoryTasks(TimeProvider.System));
        var client = lab.Open(register: services => services.AddSingleton<ITaskStore>(store)).Services.GetRequiredService<ICometRunwayClient>();

        var video = await client.CreateAndWaitAsync(
            new VideoRequest { Image = TestHome.ImageName, Prompt = "a slow pan", Model = "gen4_turbo" }, cancellationToken: TestContext.Current.CancellationToken).WithTestTimeout(TestContext.Current.CancellationToken);

        Assert.Equal([video.Path], lab.Sandbox.Home.SavedVideos);
        Assert.Equal(1, lab.Sandbox.Posts);
        Assert.Empty(Directory.GetFiles(lab.Sandbox.Home.Path, "ledger*", SearchOption.AllDirectories));
    }
}

/// <summary>Stores on shared rows.</summary>
internal sealed class MemoryFixture() : StoreFixture(null)
{
    private MemoryTasks? _tasks;

    private protected override StoreInstance Create()
    {
        var store = new MemoryTaskStore(_tasks ??= new(Clock));
        return new(store, store, store);
    }

    private protected override void Remove()
    {
    }
}
