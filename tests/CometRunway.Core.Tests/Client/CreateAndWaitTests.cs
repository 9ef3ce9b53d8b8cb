using CometRunway.Callers;
using CometRunway.Errors;
using CometRunway.Tasks;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace CometRunway.Core.Tests.Client;

/// <summary>Whatever ends <see cref="ICometRunwayClient.CreateAndWaitAsync"/> after the payment, the caller gets the task.</summary>
public sealed class CreateAndWaitTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<Exception> StoreFaults =>
    [
        new TaskStoreUnavailableException("locked", new IOException()),
        new InvalidOperationException("the connection is closed"),
        new TaskCanceledException("a timeout of the store"),
        new KeyNotFoundException("no such row"),
    ];

    [Fact]
    public async Task CreateAndWaitAsync_CancelledDuringTheWait_CarriesTheTask()
    {
        await using var lab = await EdgeLab.StartAsync(speed: 1);
        using var caller = new CancellationTokenSource();

        var error = await Assert.ThrowsAsync<CreateCancelledException>(
            () => lab.Client.CreateAndWaitAsync(EdgeLab.Request, new Reports(_ => caller.Cancel()), caller.Token).WithTestTimeout(Token));

        Assert.Equal((Assert.Single(lab.Sandbox.Journal.Tasks).Id, ChargeStatus.Unknown), (error.Task.TaskId, error.Charge));
        Assert.Equal(caller.Token, error.CancellationToken);
    }

    [Theory]
    [MemberData(nameof(StoreFaults), DisableDiscoveryEnumeration = true)]
    public async Task CreateAndWaitAsync_StoreFailsDuringTheWait_CarriesTheTaskAndMayBeCharged(Exception fault)
    {
        await using var lab = await EdgeLab.StartAsync(speed: 1);
        lab.Store.OnWait = _ => throw fault;

        var error = await Assert.ThrowsAsync<VideoTaskWaitException>(() => lab.Client.CreateAndWaitAsync(EdgeLab.Request, cancellationToken: Token).WithTestTimeout(Token));

        Assert.Equal((Assert.Single(lab.Sandbox.Journal.Tasks).Id, ChargeStatus.Unknown), (error.Task.TaskId, error.Charge));
        Assert.IsType<TaskStoreUnavailableException>(error.InnerException);
    }

    [Fact]
    public async Task CreateAndWaitAsync_ContainerIsDisposedOf_CarriesTheTask()
    {
        await using var lab = await EdgeLab.StartAsync(speed: 1);
        var isWaiting = new TaskCompletionSource();
        var waiting = lab.Client.CreateAndWaitAsync(EdgeLab.Request, new Reports(_ => isWaiting.TrySetResult()), Token);
        await isWaiting.Task.WithTestTimeout(Token);

        await lab.Services.DisposeAsync();

        var error = await Assert.ThrowsAsync<VideoTaskWaitException>(() => waiting.WithTestTimeout(Token));
        Assert.Equal((Assert.Single(lab.Sandbox.Journal.Tasks).Id, ChargeStatus.Unknown), (error.Task.TaskId, error.Charge));
    }

    [Fact]
    public async Task CreateAndWaitAsync_ContextChangesAfterThePost_WaitsForItsOwnTask()
    {
        var now = "ada";
        var context = new Mock<ICallerContext>();
        context.Setup(c => c.CallerId).Returns(() => now);
        await using var lab = await EdgeLab.StartAsync(change: services => services.AddSingleton(context.Object));
        lab.Store.OnConclude = task =>
        {
            now = "bob";
            return task;
        };

        var video = await lab.Client.CreateAndWaitAsync(EdgeLab.Request, cancellationToken: Token).WithTestTimeout(Token);

        Assert.True(File.Exists(video.Path));
    }

    [Fact]
    public async Task CreateAndWaitAsync_SearchFails_IsNotUsed()
    {
        await using var lab = await EdgeLab.StartAsync();
        lab.Store.OnFind = _ => throw new InvalidOperationException("no search");

        var video = await lab.Client.CreateAndWaitAsync(EdgeLab.Request, cancellationToken: Token).WithTestTimeout(Token);

        Assert.True(File.Exists(video.Path));
    }

    [Fact]
    public async Task CreateAndWaitAsync_PollerOfTheAppFails_CarriesTheTask()
    {
        var poller = new Mock<Tasks.Polling.IVideoTaskPoller>();
        poller.Setup(p => p.Start()).Throws(new InvalidOperationException("no scheduler"));
        await using var lab = await EdgeLab.StartAsync(change: services => services.AddSingleton(poller.Object));

        var created = await lab.Client.CreateAsync(EdgeLab.Request, cancellationToken: Token).WithTestTimeout(Token);
        var error = await Assert.ThrowsAsync<VideoTaskWaitException>(() => lab.Client.CreateAndWaitAsync(EdgeLab.Request, cancellationToken: Token).WithTestTimeout(Token));

        Assert.Equal(Assert.Single(lab.Sandbox.Journal.Tasks).Id, created.Task.TaskId);
        Assert.Equal(created.Handle, error.Task.Handle);
    }
}
