using CometRunway.Api;
using CometRunway.Store;

namespace CometRunway.Core.Tests.Store;

public sealed class LifeTests : IDisposable
{
    private readonly LedgerFixture _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Observe_RunningThenSucceeded_FollowsAndKeepsLinks()
    {
        var handle = _home.Accepted().Handle;

        var running = _home.Ledger.Observe(handle, LedgerFixture.News(ApiTaskStatus.Running, 0.4));
        var done = _home.Ledger.Observe(handle, LedgerFixture.News(ApiTaskStatus.Succeeded, null, "https://cdn.example.com/a.mp4?sig=1"));

        Assert.Equal((VideoTaskState.Running, 0.4), (running.State, running.Progress));
        Assert.Equal((VideoTaskState.Succeeded, 1.0), (done.State, done.Progress));
        Assert.Equal(["https://cdn.example.com/a.mp4?sig=1"], done.OutputLinks);
        Assert.Equal(_home.Clock.GetUtcNow(), done.FinishedAt);
    }

    [Fact]
    public void Observe_AfterAFinalState_NeverRunsAgain()
    {
        var handle = _home.Accepted().Handle;
        _home.Ledger.Observe(handle, LedgerFixture.News(ApiTaskStatus.Succeeded));

        var after = _home.Ledger.Observe(handle, LedgerFixture.News(ApiTaskStatus.Running, 0.1));

        Assert.Equal(VideoTaskState.Succeeded, after.State);
    }

    [Fact]
    public void Observe_SameNewsTwice_IsNoChange()
    {
        var handle = _home.Accepted().Handle;
        var first = _home.Ledger.Observe(handle, LedgerFixture.News(ApiTaskStatus.Running, 0.4));

        var second = _home.Ledger.Observe(handle, LedgerFixture.News(ApiTaskStatus.Running, 0.4));

        Assert.Equal(first.Revision, second.Revision);
    }

    [Fact]
    public void Observe_UnknownWord_IsStillRunningAndKept()
    {
        var after = _home.Ledger.Observe(_home.Accepted().Handle, LedgerFixture.News(ApiTaskStatus.FromValue("dreaming")));

        Assert.Equal((VideoTaskState.Running, "DREAMING"), (after.State, after.RawStatus));
    }

    [Fact]
    public void RecordFile_TheOnlyOutput_EndsTheWork()
    {
        var handle = _home.Accepted().Handle;
        _home.Ledger.Observe(handle, LedgerFixture.News(ApiTaskStatus.Succeeded, null, "https://cdn.example.com/a.mp4"));
        var before = _home.Ledger.Unfinished(_home.Scope).Count;

        _home.Ledger.RecordFileProblem(handle, "disk full", _home.Clock.GetUtcNow().AddMinutes(1));
        var entry = _home.Ledger.RecordFile(handle, new SavedFile(0, "/videos/a.mp4", 10, "ab", _home.Clock.GetUtcNow(), "{}"));

        Assert.Equal(1, before);
        Assert.Equal("/videos/a.mp4", Assert.Single(entry.Files).Path);
        Assert.Null(entry.FileProblem);
        Assert.Empty(_home.Ledger.Unfinished(_home.Scope));
    }

    [Fact]
    public void MarkLost_WhileRunning_EndsTheWorkUntilItIsSeenAgain()
    {
        var handle = _home.Accepted().Handle;

        var lost = _home.Ledger.MarkNotFound(handle, "gone");
        var unfinished = _home.Ledger.Unfinished(_home.Scope).Count;
        var found = _home.Ledger.Observe(handle, LedgerFixture.News(ApiTaskStatus.Running));

        Assert.Equal((VideoTaskState.NotFound, 0), (lost.State, unfinished));
        Assert.Equal(VideoTaskState.Running, found.State);
    }

    [Fact]
    public void TryLease_HeldElsewhere_IsFreeAfterItsTimeOrItsRelease()
    {
        var handle = _home.Accepted().Handle;
        var other = _home.Open();

        Assert.True(_home.Ledger.TryLease(handle, TimeSpan.FromSeconds(30)));
        Assert.True(_home.Ledger.TryLease(handle, TimeSpan.FromSeconds(30)));
        Assert.False(other.TryLease(handle, TimeSpan.FromSeconds(30)));
        _home.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.True(other.TryLease(handle, TimeSpan.FromSeconds(30)));
        other.ReleaseLease(handle);
        Assert.True(_home.Ledger.TryLease(handle, TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task WaitForChange_ChangeHere_IsToldAtOnce()
    {
        var entry = _home.Accepted();
        var waits = Enumerable.Range(0, 100)
            .Select(_ => _home.Ledger.WaitForChangeAsync(entry.Handle, entry.Revision, TestContext.Current.CancellationToken)).ToArray();

        _home.Ledger.Observe(entry.Handle, LedgerFixture.News(ApiTaskStatus.Running));

        Assert.All(await Task.WhenAll(waits), told => Assert.Equal(VideoTaskState.Running, told.State));
    }

    [Fact]
    public async Task WaitForChange_ChangeInAnotherInstance_IsToldAtTheNextLook()
    {
        var entry = _home.Accepted();
        var wait = _home.Ledger.WaitForChangeAsync(entry.Handle, entry.Revision, TestContext.Current.CancellationToken);
        _home.Clock.Advance(TimeSpan.FromMilliseconds(300));

        _home.Open().Observe(entry.Handle, LedgerFixture.News(ApiTaskStatus.Running));
        var early = wait.IsCompleted;
        _home.Clock.Advance(TimeSpan.FromMilliseconds(300));

        Assert.False(early);
        Assert.Equal(VideoTaskState.Running, (await wait).State);
    }

    [Fact]
    public async Task WaitForChange_AlreadyPast_ReturnsAtOnce()
    {
        var entry = _home.Accepted();

        var told = await _home.Ledger.WaitForChangeAsync(entry.Handle, entry.Revision - 1, TestContext.Current.CancellationToken);

        Assert.Equal(entry.Revision, told.Revision);
    }

    [Fact]
    public async Task WaitForChange_Cancelled_HarmsNobodyElse()
    {
        var entry = _home.Accepted();
        using var cancel = new CancellationTokenSource();
        var cancelled = _home.Ledger.WaitForChangeAsync(entry.Handle, entry.Revision, cancel.Token);
        var other = _home.Ledger.WaitForChangeAsync(entry.Handle, entry.Revision, TestContext.Current.CancellationToken);

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        _home.Open().Observe(entry.Handle, LedgerFixture.News(ApiTaskStatus.Running));
        _home.Clock.Advance(TimeSpan.FromMilliseconds(300));

        Assert.Equal(VideoTaskState.Running, (await other).State);
    }
}
