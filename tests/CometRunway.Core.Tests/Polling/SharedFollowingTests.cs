using CometRunway.Options;
using CometRunway.Store;
using CometRunway.TestKit.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CometRunway.Core.Tests.Polling;

/// <summary>Several processes follow the tasks of one ledger: each task is followed by one of them, and never by none.</summary>
public sealed class SharedFollowingTests
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A second process would download the video of a long task at the same time.</summary>
    [Fact]
    public async Task Follow_ForMinutes_KeepsTheTask()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var service = new PolledService(id => PolledService.Running(id));
        var program = lab.Open(_time, service, WithInterval);
        var task = await program.AcceptAsync("a");
        program.Courier.Start();
        await PolledService.UntilAsync(_time, () => service.ReadsOf("a") == 1, Token);

        var other = lab.Open(_time).Store;
        for (var reads = 2; reads < 40; reads++)
        {
            await PolledService.UntilAsync(_time, () => service.ReadsOf("a") >= reads, Token);
            Assert.False(await other.TryLeaseAsync(task.Handle, TimeSpan.FromSeconds(1)));
        }
    }

    /// <summary>The user closes one chat client; the task goes on in the other at once.</summary>
    [Fact]
    public async Task Dispose_TaskIsFollowed_IsFreeForOthersAtOnce()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var service = new PolledService(id => PolledService.Running(id));
        var program = lab.Open(_time, service, WithInterval);
        var task = await program.AcceptAsync("a");
        program.Courier.Start();
        await PolledService.UntilAsync(_time, () => service.ReadsOf("a") == 1, Token);

        await program.Courier.DisposeAsync();

        var leased = Assert.Single(await lab.Open(_time).Store.LeaseAsync([task.Handle], TimeSpan.FromSeconds(1)));
        Assert.False(leased.WasAbandoned);
        // The next process does not read it sooner than this one would have.
        Assert.InRange(leased.Task.NextPollAt!.Value - _time.GetUtcNow(), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(6));
    }

    /// <summary>A task that waits for minutes is not kept from a process that may have more luck.</summary>
    [Fact]
    public async Task Follow_TaskWaitsForMinutes_IsFreeForOthers()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var service = new PolledService(_ => PolledService.TooMany(TimeSpan.FromMinutes(10)));
        var program = lab.Open(_time, service, WithInterval);
        var task = await program.AcceptAsync("a");
        program.Courier.Start();
        await PolledService.UntilAsync(_time, () => service.ReadsOf("a") == 1, Token);

        var other = lab.Open(_time).Store;
        await PolledService.UntilAsync(_time, () => other.TryLeaseAsync(task.Handle, TimeSpan.FromSeconds(1)).AsTask(), Token);

        Assert.Equal(1, service.ReadsOf("a"));
    }

    /// <summary>The chat client was killed during a create. Nobody makes a call, and the task must not look as if it were still being sent.</summary>
    [Fact]
    public async Task Follow_CreateOfAProcessThatEnded_BecomesUnknownWithoutACall()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var ended = lab.Open(_time);
        var request = new NewVideoTask { Fingerprint = "f", Settings = new() { Model = "gen4_turbo" }, ImageName = "cat.png", ApiVersion = "2024-11-06" };
        var begun = Assert.IsType<BeginOutcome.Begun>(await ended.Store.BeginAsync(await ended.ScopeAsync(), request, BudgetLimits.Unlimited, TimeSpan.Zero));
        await ended.Services.DisposeAsync();
        var program = lab.Open(_time, new PolledService(id => PolledService.Running(id)));
        program.Courier.Start();

        await PolledService.UntilAsync(_time, async () => (await program.Store.GetAsync(begun.Task.Handle, Token))!.State == VideoTaskState.Unknown, Token, TimeSpan.FromSeconds(20));
    }

    /// <summary>An app with many users: the store fails for one of them.</summary>
    [Fact]
    public async Task Follow_TasksOfOneAccountCannotBeListed_OthersAreFollowed()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var service = new PolledService(id => PolledService.Running(id));
        var program = lab.Open(handler: service, register: InterceptedStore.Register);
        var store = (InterceptedStore)program.Store;
        var own = await program.ScopeAsync();
        var bob = await program.Services.GetRequiredService<CometRunway.Tasks.Polling.AccountKeys>().GetScopeAsync(new Callers.Caller("bob", new ApiKey("sk-of-bob")), Token);
        await program.AcceptAsync("own", own);
        await program.AcceptAsync("bobs", bob);
        store.OnUnfinished = account => account.Account == own.Account ? throw new InvalidOperationException("a row of this account") : Task.CompletedTask;

        program.Courier.Start();
        while (service.ReadsOf("bobs") < 2)
            await Task.Yield();

        Assert.Equal(0, service.ReadsOf("own"));
    }

    private static void WithInterval(CometRunwayOptions options) => options.PollInterval = TimeSpan.FromSeconds(5);
}
