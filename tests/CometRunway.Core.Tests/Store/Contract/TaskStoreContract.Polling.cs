using CometRunway.Api;
using CometRunway.Store;
using CometRunway.TestKit.Stores;
using CometRunway.TestKit.Waiting;

namespace CometRunway.Core.Tests.Store.Contract;

/// <summary>What a poller needs of a store. Two processes that poll one task ask the service twice as often as it allows, and save the video twice.</summary>
public abstract partial class TaskStoreContract
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Lease_HeldElsewhere_IsFreeAfterItsTimeOrItsRelease()
    {
        var handle = (await _home.AcceptedAsync()).Handle;
        var other = _home.Open();

        Assert.True(await _home.Store.TryLeaseAsync(handle, LeaseTime));
        Assert.True(await _home.Store.TryLeaseAsync(handle, LeaseTime));
        Assert.False(await other.Store.TryLeaseAsync(handle, LeaseTime));
        _home.Clock.Advance(LeaseTime);
        Assert.True(await other.Store.TryLeaseAsync(handle, LeaseTime));
        await other.Store.ReleaseAsync(handle);
        Assert.True(await _home.Store.TryLeaseAsync(handle, LeaseTime));
    }

    /// <summary>The new owner waits before it polls: the one before may have polled just before it ended.</summary>
    [Fact]
    public async Task Lease_OfATask_SaysWhetherItsOwnerLeftIt()
    {
        var handle = (await _home.AcceptedAsync()).Handle;
        var other = _home.Open();

        var first = Assert.Single(await other.Store.LeaseAsync([handle], LeaseTime));
        _home.Clock.Advance(LeaseTime);
        var abandoned = Assert.Single(await _home.Store.LeaseAsync([handle], LeaseTime));
        var renewed = Assert.Single(await _home.Store.LeaseAsync([handle], LeaseTime));
        await _home.Store.ReleaseAsync(handle);
        var released = Assert.Single(await other.Store.LeaseAsync([handle], LeaseTime));

        Assert.Equal((false, true, false, false), (first.WasAbandoned, abandoned.WasAbandoned, renewed.WasAbandoned, released.WasAbandoned));
    }

    [Fact]
    public async Task Lease_OfSeveralTasks_AreThoseThatAreFreeAsTheyAreNow()
    {
        var free = (await _home.AcceptedAsync("id-1", StoreFixture.Task("a"))).Handle;
        var taken = (await _home.AcceptedAsync("id-2", StoreFixture.Task("b"))).Handle;
        await _home.Open().Store.TryLeaseAsync(taken, LeaseTime);
        await _home.Store.ObserveAsync(free, StoreFixture.News(ApiTaskStatus.Running, 0.4));

        var leased = await _home.Store.LeaseAsync([taken, "v999", free], LeaseTime);

        Assert.Equal((free, VideoTaskState.Running, 0.4), (Assert.Single(leased).Task.Handle, leased[0].Task.State, leased[0].Task.Progress));
    }

    [Fact]
    public async Task Release_WithATime_SetsTheNextPollAndIsNoChangeForCallers()
    {
        var task = await _home.AcceptedAsync();
        var at = _home.Clock.GetUtcNow() + TimeSpan.FromHours(3);
        await _home.Store.TryLeaseAsync(task.Handle, LeaseTime);

        await _home.Store.ReleaseAsync(task.Handle, at);
        await _home.Store.TryLeaseAsync(task.Handle, LeaseTime);
        await _home.Store.ReleaseAsync(task.Handle);

        var released = await _home.Store.GetAsync(task.Handle, Token);
        Assert.Equal((at, task.Revision), (released!.NextPollAt, released.Revision));
    }

    [Fact]
    public async Task Release_OfAnotherHolder_ChangesNothing()
    {
        var task = await _home.AcceptedAsync();
        await _home.Store.TryLeaseAsync(task.Handle, LeaseTime);
        var other = _home.Open();

        await other.Store.ReleaseAsync(task.Handle, _home.Clock.GetUtcNow() + TimeSpan.FromHours(1));

        Assert.False(await other.Store.TryLeaseAsync(task.Handle, LeaseTime));
        Assert.Equal(task.NextPollAt, (await _home.Store.GetAsync(task.Handle, Token))!.NextPollAt);
    }

    [Fact]
    public async Task ApplyAll_UpdatesOfSeveralTasks_AreAppliedInOrderAndOthersAreLeftOut()
    {
        var one = (await _home.AcceptedAsync("id-1", StoreFixture.Task("a"))).Handle;
        var two = (await _home.AcceptedAsync("id-2", StoreFixture.Task("b"))).Handle;

        var tasks = await _home.Store.ApplyAllAsync(
        [
            new(one, new TaskUpdate.Observed(StoreFixture.News(ApiTaskStatus.Running, 0.4))),
            new("v999", new TaskUpdate.NotFound("gone")),
            new(two, new TaskUpdate.Observed(StoreFixture.News(ApiTaskStatus.Succeeded, 1, "https://cdn.example.com/a.mp4"))),
            new(one, new TaskUpdate.Observed(StoreFixture.News(ApiTaskStatus.Failed))),
        ]);

        Assert.Equal([(one, VideoTaskState.Failed), (two, VideoTaskState.Succeeded)], tasks.Select(task => (task.Handle, task.State)).OrderBy(task => task.Handle == two));
        Assert.All(tasks, task => Assert.Equal(task.Revision, _home.Store.GetAsync(task.Handle, Token).AsTask().Result!.Revision));
    }

    /// <summary>Someone who waits for a video hears of the end at once, and not with the next look at the store.</summary>
    [Fact]
    public async Task ApplyAll_CallerWaits_IsToldAtOnce()
    {
        var task = await _home.AcceptedAsync();
        var wait = _home.Store.WaitForChangeAsync(task.Handle, task.Revision, Token);

        await _home.Store.ApplyAllAsync([new(task.Handle, new TaskUpdate.Observed(StoreFixture.News(ApiTaskStatus.Running)))]);

        Assert.Equal(VideoTaskState.Running, (await wait.WithTestTimeout(Token)).State);
    }
}
