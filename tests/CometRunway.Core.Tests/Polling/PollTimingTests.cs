using CometRunway.Callers;
using CometRunway.Options;
using CometRunway.Store;
using CometRunway.Tasks.Polling;
using CometRunway.TestKit.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CometRunway.Core.Tests.Polling;

/// <summary>When a task is read. A service that is asked too often blocks the key, and then no paid task is followed; one that is asked too late delays the video.</summary>
public sealed class PollTimingTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Follow_TaskIsAccepted_IsReadWithoutWaitingForTheNextScan()
    {
        await using var lab = await CourierLab.StartAsync(speed: 1);
        var program = lab.Open(_time, configure: WithInterval);
        program.Courier.Start();
        await program.CreateAsync("the first");
        await lab.ReadsAsync(1);

        await program.CreateAsync("the second");

        // The clock stands still, so no scan is due.
        await lab.ReadsAsync(2);
    }

    [Fact]
    public async Task Follow_TaskRuns_IsReadAtMostEveryFiveSeconds()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var service = new PolledService(id => PolledService.Running(id));
        var program = lab.Open(_time, service, WithInterval);
        await program.AcceptAsync("a");
        program.Courier.Start();
        await UntilAsync(() => service.ReadsOf("a") == 1);

        var waits = new List<TimeSpan>();
        for (var reads = 2; reads < 6; reads++)
            waits.Add(await UntilAsync(() => service.ReadsOf("a") >= reads));

        Assert.All(waits, wait => Assert.True(wait >= Interval, $"{wait}"));
    }

    /// <summary>Most polls of a long task say nothing new. A disk flush for each would be the main cost of a waiting task.</summary>
    [Fact]
    public async Task Follow_ServiceSaysNothingNew_WritesNothing()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var service = new PolledService(id => PolledService.Running(id));
        var program = lab.Open(_time, service, WithInterval, InterceptedStore.Register);
        var written = 0;
        ((InterceptedStore)program.Store).OnApplyAll = changes => written += changes.Count;
        await program.AcceptAsync("a");
        program.Courier.Start();

        await UntilAsync(() => service.ReadsOf("a") >= 5);

        Assert.Equal(1, written);
    }

    /// <summary>A failed poll is no reason to ask again after a second.</summary>
    [Fact]
    public async Task Follow_ServiceFails_IsAskedAgainAfterTheInterval()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var service = new PolledService(_ => PolledService.Fault());
        var program = lab.Open(_time, service, WithInterval);
        await program.AcceptAsync("a");
        program.Courier.Start();
        await UntilAsync(() => service.ReadsOf("a") == 1);

        var first = await UntilAsync(() => service.ReadsOf("a") == 2);
        var second = await UntilAsync(() => service.ReadsOf("a") == 3);

        Assert.True(first >= Interval, $"{first}");
        Assert.True(second >= Interval * 2, $"{second}");
    }

    [Fact]
    public async Task Follow_ServiceWantsAPause_NoTaskOfTheAccountIsReadAndOthersAre()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var isLimited = true;
        var service = new PolledService(id => id != "other" && isLimited ? PolledService.TooMany(TimeSpan.FromMinutes(10)) : PolledService.Running(id));
        var program = lab.Open(_time, service, WithInterval);
        var bob = await program.Services.GetRequiredService<AccountKeys>().GetScopeAsync(new Caller("bob", new ApiKey("sk-of-bob")), Token);
        await program.AcceptAsync("other", bob);
        await program.AcceptAsync("limited");
        program.Courier.Start();
        await UntilAsync(() => service.ReadsOf("limited") > 0);
        await program.AcceptAsync("later");
        isLimited = false;
        var others = service.ReadsOf("other");

        var pause = await UntilAsync(() => service.ReadsOf("limited") > 1 || service.ReadsOf("later") > 0);

        Assert.True(pause >= TimeSpan.FromMinutes(9), $"{pause}");
        Assert.InRange(service.ReadsOf("other") - others, 10, int.MaxValue);
    }

    /// <summary>The video may be finished meanwhile, and a hundred tasks that ask at once would be refused for longer.</summary>
    [Fact]
    public async Task Follow_ServiceWantsAPauseOfADay_IsAskedAfterMinutesByOneTaskOnly()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var isLimited = true;
        string[] ids = ["a", "b", "c", "d"];
        var service = new PolledService(id => isLimited ? PolledService.TooMany(TimeSpan.FromDays(1)) : PolledService.Running(id));
        var program = lab.Open(_time, service, WithInterval);
        foreach (var id in ids)
            await program.AcceptAsync(id);
        program.Courier.Start();
        await UntilAsync(() => ids.All(id => service.ReadsOf(id) > 0));
        var first = ids.Sum(service.ReadsOf);

        var pause = await ReadsAsync(1);
        var next = await ReadsAsync(2);
        var second = ids.Sum(service.ReadsOf);
        isLimited = false;
        await ReadsAsync(7);

        Assert.InRange(pause, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(14));
        Assert.InRange(next, TimeSpan.FromMinutes(18), TimeSpan.FromMinutes(26));
        Assert.Equal(first + 2, second);

        Task<TimeSpan> ReadsAsync(int more) => UntilAsync(() => Task.FromResult(ids.Sum(service.ReadsOf) >= first + more), TimeSpan.FromSeconds(15));
    }

    /// <summary>The pause that the service wants holds for a process that continues the task.</summary>
    [Fact]
    public async Task Follow_PausedTaskAfterARestart_IsNotReadBeforeTheEnd()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var service = new PolledService(_ => PolledService.TooMany(TimeSpan.FromMinutes(10)));
        var first = lab.Open(_time, service, WithInterval);
        var task = await first.AcceptAsync("a");
        first.Courier.Start();
        await UntilAsync(() => service.ReadsOf("a") == 1);
        await UntilAsync(async () => (await first.Store.GetAsync(task.Handle, Token))!.NextPollAt is not null);
        await first.Services.DisposeAsync();

        var then = new PolledService(id => PolledService.Running(id));
        lab.Open(_time, then, WithInterval).Courier.Start();
        var wait = await UntilAsync(() => then.ReadsOf("a") == 1);

        Assert.True(wait >= TimeSpan.FromMinutes(9), $"{wait}");
    }

    /// <summary>The process that polled the task was killed, perhaps just after it polled.</summary>
    [Fact]
    public async Task Follow_TaskOfAProcessThatEnded_WaitsAnIntervalFirst()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var service = new PolledService(id => PolledService.Running(id));
        var program = lab.Open(_time, service, WithInterval);
        var task = await program.AcceptAsync("a");
        await lab.Open(_time).Store.TryLeaseAsync(task.Handle, TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));

        program.Courier.Start();
        var wait = await UntilAsync(() => service.ReadsOf("a") == 1);

        Assert.True(wait >= Interval, $"{wait}");
    }

    /// <summary>The service may not know a new task for minutes. After an hour the user hears that it is lost, and not a day later.</summary>
    [Fact]
    public async Task Follow_ServiceNeverKnowsTheTask_IsGivenUpAfterAnHour()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var service = new PolledService(_ => PolledService.NotFound());
        var program = lab.Open(_time, service, WithInterval);
        var task = await program.AcceptAsync("a");
        program.Courier.Start();

        var lost = await UntilAsync(async () => (await program.Store.GetAsync(task.Handle, Token))!.State == VideoTaskState.NotFound, TimeSpan.FromSeconds(20));

        Assert.InRange(lost, TimeSpan.FromHours(1), TimeSpan.FromHours(12));
    }

    private Task<TimeSpan> UntilAsync(Func<bool> isReached) => PolledService.UntilAsync(_time, isReached, Token);

    private Task<TimeSpan> UntilAsync(Func<Task<bool>> isReached, TimeSpan? step = null) => PolledService.UntilAsync(_time, isReached, Token, step);

    private static void WithInterval(CometRunwayOptions options) => options.PollInterval = Interval;
}
