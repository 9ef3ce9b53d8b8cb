using CometRunway.Api;
using CometRunway.Store;
using CometRunway.TestKit.Stores;
using CometRunway.TestKit.Waiting;

namespace CometRunway.Core.Tests.Store.Contract;

public abstract partial class TaskStoreContract
{
    [Fact]
    public async Task Observe_RunningThenSucceeded_FollowsAndKeepsLinks()
    {
        var handle = (await _home.AcceptedAsync()).Handle;

        var running = await _home.Store.ObserveAsync(handle, StoreFixture.News(ApiTaskStatus.Running, 0.4));
        var done = await _home.Store.ObserveAsync(handle, StoreFixture.News(ApiTaskStatus.Succeeded, null, "https://cdn.example.com/a.mp4?sig=1"));

        Assert.Equal((VideoTaskState.Running, 0.4), (running.State, running.Progress));
        Assert.Equal((VideoTaskState.Succeeded, 1.0), (done.State, done.Progress));
        Assert.Equal(["https://cdn.example.com/a.mp4?sig=1"], done.OutputLinks);
        Assert.Equal(_home.Clock.GetUtcNow(), done.FinishedAt);
    }

    /// <summary>A progress that falls looks to a user like a task that started again.</summary>
    [Fact]
    public async Task Observe_ServiceReportsLessProgress_KeepsTheHighest()
    {
        var handle = (await _home.AcceptedAsync()).Handle;
        await _home.Store.ObserveAsync(handle, StoreFixture.News(ApiTaskStatus.Running, 0.6));

        Assert.Equal(0.6, (await _home.Store.ObserveAsync(handle, StoreFixture.News(ApiTaskStatus.Running, 0.2))).Progress);
    }

    /// <summary>The links of another state must not replace those of the finished video.</summary>
    [Fact]
    public async Task Observe_AnotherStateWithLinksAfterTheEnd_ChangesNothing()
    {
        var handle = (await _home.AcceptedAsync()).Handle;
        var done = await _home.Store.ObserveAsync(handle, StoreFixture.News(ApiTaskStatus.Succeeded, null, "https://cdn.example.com/a.mp4"));

        var after = await _home.Store.ObserveAsync(handle, StoreFixture.News(ApiTaskStatus.Running, null, "https://cdn.example.com/preview.mp4"));

        Assert.Equal((done.Revision, done.OutputLinks.Single()), (after.Revision, after.OutputLinks.Single()));
    }

    [Fact]
    public async Task Observe_AfterAFinalState_NeverRunsAgain()
    {
        var handle = (await _home.AcceptedAsync()).Handle;
        await _home.Store.ObserveAsync(handle, StoreFixture.News(ApiTaskStatus.Succeeded));

        var after = await _home.Store.ObserveAsync(handle, StoreFixture.News(ApiTaskStatus.Running, 0.1));

        Assert.Equal(VideoTaskState.Succeeded, after.State);
    }

    [Fact]
    public async Task Observe_SameNewsTwice_IsNoChange()
    {
        var handle = (await _home.AcceptedAsync()).Handle;
        var first = await _home.Store.ObserveAsync(handle, StoreFixture.News(ApiTaskStatus.Running, 0.4));

        var second = await _home.Store.ObserveAsync(handle, StoreFixture.News(ApiTaskStatus.Running, 0.4));

        Assert.Equal(first.Revision, second.Revision);
    }

    [Fact]
    public async Task Observe_UnknownWord_IsStillRunningAndKept()
    {
        var after = await _home.Store.ObserveAsync((await _home.AcceptedAsync()).Handle, StoreFixture.News(ApiTaskStatus.FromValue("dreaming")));

        Assert.Equal((VideoTaskState.Running, "DREAMING"), (after.State, after.RawStatus));
    }

    [Fact]
    public async Task RecordFile_TheOnlyOutput_EndsTheWork()
    {
        var handle = (await _home.AcceptedAsync()).Handle;
        await _home.Store.ObserveAsync(handle, StoreFixture.News(ApiTaskStatus.Succeeded, null, "https://cdn.example.com/a.mp4"));
        var before = (await _home.Store.GetUnfinishedAsync((await _home.ScopeAsync()).AsAccount(), Token)).Count;

        await _home.Store.ApplyAsync(handle, new TaskUpdate.FileNotSaved("disk_full", "disk full", _home.Clock.GetUtcNow().AddMinutes(1)));
        var task = await _home.Store.ApplyAsync(handle, new TaskUpdate.FileSaved(new SavedFile(0, "/videos/a.mp4", 10, "ab", _home.Clock.GetUtcNow(), "{}")));

        Assert.Equal(1, before);
        Assert.Equal("/videos/a.mp4", Assert.Single(task.Files).Path);
        Assert.Null(task.FileProblem);
        Assert.Empty(await _home.Store.GetUnfinishedAsync((await _home.ScopeAsync()).AsAccount(), Token));
    }

    [Fact]
    public async Task MarkLost_WhileRunning_EndsTheWorkUntilItIsSeenAgain()
    {
        var handle = (await _home.AcceptedAsync()).Handle;

        var lost = await _home.Store.ApplyAsync(handle, new TaskUpdate.NotFound("gone"));
        var unfinished = (await _home.Store.GetUnfinishedAsync((await _home.ScopeAsync()).AsAccount(), Token)).Count;
        var found = await _home.Store.ObserveAsync(handle, StoreFixture.News(ApiTaskStatus.Running));

        Assert.Equal((VideoTaskState.NotFound, 0), (lost.State, unfinished));
        Assert.Equal(VideoTaskState.Running, found.State);
    }

    [Fact]
    public async Task WaitForChange_ChangeHere_IsToldAtOnce()
    {
        var task = await _home.AcceptedAsync();
        var waits = Enumerable.Range(0, 100)
            .Select(_ => _home.Store.WaitForChangeAsync(task.Handle, task.Revision, TestContext.Current.CancellationToken)).ToArray();

        await _home.Store.ObserveAsync(task.Handle, StoreFixture.News(ApiTaskStatus.Running));

        Assert.All(await Task.WhenAll(waits), told => Assert.Equal(VideoTaskState.Running, told.State));
    }

    /// <summary>The caller of a create that took long waits for its id. Without the message it would see it only at the next look.</summary>
    [Fact]
    public async Task WaitForChange_AnswerToTheRequestHere_IsToldAtOnce()
    {
        var task = await _home.BegunAsync();
        var wait = _home.Store.WaitForChangeAsync(task.Handle, task.Revision, TestContext.Current.CancellationToken);

        await _home.Store.ConcludeAsync(task.Handle, new SubmissionOutcome.Accepted("id-1"));

        Assert.Equal("id-1", (await wait.WithTestTimeout(TestContext.Current.CancellationToken)).TaskId);
    }

    [Fact]
    public async Task WaitForChange_ChangeInAnotherInstance_IsReturnedWithin300Milliseconds()
    {
        var task = await _home.AcceptedAsync();
        var wait = _home.Store.WaitForChangeAsync(task.Handle, task.Revision, TestContext.Current.CancellationToken);
        _home.Clock.Advance(TimeSpan.FromMilliseconds(300));

        await _home.Open().Store.ObserveAsync(task.Handle, StoreFixture.News(ApiTaskStatus.Running));
        _home.Clock.Advance(TimeSpan.FromMilliseconds(300));

        Assert.Equal(VideoTaskState.Running, (await wait).State);
    }

    [Fact]
    public async Task WaitForChange_AlreadyPast_ReturnsAtOnce()
    {
        var task = await _home.AcceptedAsync();

        var told = await _home.Store.WaitForChangeAsync(task.Handle, task.Revision - 1, TestContext.Current.CancellationToken);

        Assert.Equal(task.Revision, told.Revision);
    }

    [Fact]
    public async Task WaitForChange_Cancelled_HarmsNobodyElse()
    {
        var task = await _home.AcceptedAsync();
        using var cancel = new CancellationTokenSource();
        var cancelled = _home.Store.WaitForChangeAsync(task.Handle, task.Revision, cancel.Token);
        var other = _home.Store.WaitForChangeAsync(task.Handle, task.Revision, TestContext.Current.CancellationToken);

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        await _home.Open().Store.ObserveAsync(task.Handle, StoreFixture.News(ApiTaskStatus.Running));
        _home.Clock.Advance(TimeSpan.FromMilliseconds(300));

        Assert.Equal(VideoTaskState.Running, (await other).State);
    }
}
