using CometRunway.Errors;
using CometRunway.Hosting.Tests.Testing;
using CometRunway.Options;
using CometRunway.Sandbox.Faults;
using CometRunway.Store;
using CometRunway.Tasks;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace CometRunway.Hosting.Tests;

/// <summary>An app stops or is disposed while a create request is in flight. The task id must be kept.</summary>
public sealed class ShutdownTests
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stop_CreateInFlight_WaitsForIdAndNextProcessSavesVideo()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        using var host = AppHost.Build(lab);
        await host.StartAsync(Token);
        var (create, held) = await CreateHeldAsync(lab, host.Studio());

        var stop = host.StopAsync(Token);
        Assert.False(stop.IsCompleted);
        held.Release();
        await stop.WithTestTimeout(Token);

        Assert.Equal((VideoTaskState.Accepted, held.TaskId), await StateOfTheNextProcessAsync(lab));
        Assert.Equal(held.TaskId, (await create.WithTestTimeout(Token)).Task.TaskId);
        using var next = AppHost.Build(lab);
        await next.StartAsync(Token);
        await next.Studio().WaitAsync(held.TaskId!, cancellationToken: Token).WithTestTimeout(Token);
        Assert.Single(lab.Home.SavedVideos);
        Assert.Equal(1, lab.Posts);
    }

    [Fact]
    public async Task Stop_TimeoutBeforeResponse_LeavesSubmittingAndKeepsLateId()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        var host = AppHost.Build(lab, after: services => services.Configure<HostOptions>(options => options.ShutdownTimeout = AtOnce));
        await host.StartAsync(Token);
        var (create, held) = await CreateHeldAsync(lab, host.Studio());

        await host.StopAsync(Token).WithTestTimeout(Token);
        // Disposal does not wait again, because the host has already waited as long as the app allows.
        await ((IAsyncDisposable)host).DisposeAsync().AsTask().WithTestTimeout(Token);
        Assert.Equal((VideoTaskState.Submitting, null), await StateOfTheNextProcessAsync(lab));
        held.Release();

        Assert.Equal(held.TaskId, (await create.WithTestTimeout(Token)).Task.TaskId);
        Assert.Equal((VideoTaskState.Accepted, held.TaskId), await StateOfTheNextProcessAsync(lab));
        Assert.Equal(1, lab.Posts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stop_CallerWaits_WaitEndsBeforeTheHostAndKeepsTheTask(bool creates)
    {
        await using var lab = await SandboxLab.StartAsync(speed: 1, cancellationToken: Token);
        var waiter = new Waiter();
        using var host = AppHost.Build(lab, after: services => services.AddSingleton<IHostedService>(waiter));
        await host.StartAsync(Token);
        var isWaiting = new Told();
        var studio = host.Studio();
        var handle = creates ? null : (await studio.CreateAsync(AppHost.Request, cancellationToken: Token).WithTestTimeout(Token)).Handle;
        waiter.Waiting = handle is null ? studio.CreateAndWaitAsync(AppHost.Request, isWaiting, Token) : studio.WaitAsync(handle, isWaiting, Timeout.InfiniteTimeSpan, Token);
        await isWaiting.Once.WithTestTimeout(Token);

        // The service of the app ends with the wait, as a request of ASP.NET does.
        await host.StopAsync(Token).WithTestTimeout(Token);

        var error = await Assert.ThrowsAsync<VideoTaskWaitException>(() => waiter.Waiting.WithTestTimeout(Token));
        Assert.Equal((Assert.Single(lab.Journal.Tasks).Id, ChargeStatus.Unknown), (error.Task.TaskId, error.Charge));
        Assert.Contains(error.Task.Handle, error.Message, StringComparison.Ordinal);
        using var next = AppHost.Build(lab);
        await next.StartAsync(Token);
        lab.Clock.Advance(TimeSpan.FromHours(1));
        await next.Studio().WaitAsync(error.Task.Handle, cancellationToken: Token).WithTestTimeout(Token);
        Assert.Equal(1, lab.Posts);
    }

    [Fact]
    public async Task Stop_TimeoutWithoutResponse_MarksUnknown()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var host = AppHost.Build(lab, before: services => services.AddSingleton<TimeProvider>(time), after: services => services.Configure<HostOptions>(options => options.ShutdownTimeout = AtOnce));
        await host.StartAsync(Token);
        await CreateHeldAsync(lab, host.Studio());
        var posts = host.Services.GetRequiredService<InFlightCreates>();
        await host.StopAsync(Token).WithTestTimeout(Token);
        await ((IAsyncDisposable)host).DisposeAsync().AsTask().WithTestTimeout(Token);

        time.Advance(new CometRunwayOptions().CreateTimeout);

        Assert.True(await posts.WaitAllAsync(TestTimeout.Limit, TimeProvider.System));
        Assert.Equal((VideoTaskState.Unknown, null), await StateOfTheNextProcessAsync(lab));
    }

    [Fact]
    public async Task Create_HostIsStopping_IsRejectedWithoutRow()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        using var host = AppHost.Build(lab);
        await host.StartAsync(Token);
        var (_, held) = await CreateHeldAsync(lab, host.Studio());
        var stop = host.StopAsync(Token);

        var refusal = await Assert.ThrowsAsync<AppStoppingException>(() => host.Studio().CreateAsync(AppHost.Request with { Prompt = "another" }, cancellationToken: Token).WithTestTimeout(Token));

        Assert.Equal((ChargeStatus.No, true), (refusal.Charge, refusal.IsTransient));
        held.Release();
        await stop.WithTestTimeout(Token);
        Assert.Equal(1, lab.Posts);
        Assert.Equal(held.TaskId, (await AppHost.TaskOfTheNextProcessAsync(lab)).TaskId);
    }

    [Fact]
    public async Task Stop_CallerCancelled_WaitsForId()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        using var host = AppHost.Build(lab);
        await host.StartAsync(Token);
        using var caller = new CancellationTokenSource();
        var (create, held) = await CreateHeldAsync(lab, host.Studio(), caller.Token);
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => create);

        var stop = host.StopAsync(Token);
        held.Release();
        await stop.WithTestTimeout(Token);

        Assert.Equal((VideoTaskState.Accepted, held.TaskId), await StateOfTheNextProcessAsync(lab));
    }

    [Fact]
    public async Task DisposeAsync_WithoutHost_WaitsForId()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        var services = lab.Services().BuildServiceProvider();
        var (create, held) = await CreateHeldAsync(lab, services.GetRequiredService<CometRunwayClient>());

        var disposal = services.DisposeAsync().AsTask();
        Assert.False(disposal.IsCompleted);
        held.Release();
        await disposal.WithTestTimeout(Token);

        Assert.Equal((VideoTaskState.Accepted, held.TaskId), await StateOfTheNextProcessAsync(lab));
        await create.WithTestTimeout(Token);
    }

    [Fact]
    public async Task Dispose_WithoutHost_DoesNotWaitAndKeepsLateId()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        var services = lab.Services().BuildServiceProvider();
        var (create, held) = await CreateHeldAsync(lab, services.GetRequiredService<CometRunwayClient>());

        await Task.Run(services.Dispose, Token).WithTestTimeout(Token);
        held.Release();

        Assert.Equal(held.TaskId, (await create.WithTestTimeout(Token)).Task.TaskId);
        Assert.Equal((VideoTaskState.Accepted, held.TaskId), await StateOfTheNextProcessAsync(lab));
    }

    [Fact]
    public async Task Dispose_AfterUse_DoesNotThrow()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        using (var services = lab.Services().BuildServiceProvider())
            await services.GetRequiredService<CometRunwayClient>().CreateAndWaitAsync(AppHost.Request, cancellationToken: Token).WithTestTimeout(Token);

        Assert.Single(lab.Home.SavedVideos);
    }

    private static async Task<(Task<CreateVideoResult> Create, PausedRequest Held)> CreateHeldAsync(SandboxLab lab, CometRunwayClient studio, CancellationToken? caller = null)
    {
        lab.Faults.Add(new FaultRule("create", "pause-after-accept"));
        var create = studio.CreateAsync(AppHost.Request, cancellationToken: caller ?? Token);
        return (create, await lab.Faults.NextPausedAsync(Token).AsTask().WithTestTimeout(Token));
    }

    private static async Task<(VideoTaskState State, string? TaskId)> StateOfTheNextProcessAsync(SandboxLab lab)
    {
        var task = await AppHost.TaskOfTheNextProcessAsync(lab);
        // The task may already have a later state than accepted.
        return (task.State is VideoTaskState.Submitting or VideoTaskState.Unknown or VideoTaskState.Rejected ? task.State : VideoTaskState.Accepted, task.TaskId);
    }

    /// <summary>A service of the app that stops when its wait has ended.</summary>
    private sealed class Waiter : IHostedService
    {
        public Task<FinishedVideo> Waiting { get; set; } = null!;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public async Task StopAsync(CancellationToken cancellationToken) => await ((Task)Waiting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private sealed class Told : IProgress<VideoProgress>
    {
        private readonly TaskCompletionSource _once = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Once => _once.Task;

        public void Report(VideoProgress value) => _once.TrySetResult();
    }
}
