using CometRunway.Store;
using CometRunway.Store.Sqlite;

namespace CometRunway.Core.Tests.Store;

public sealed class ProcessTests : IDisposable
{
    // The other process has the real clock.
    private readonly SqliteFixture _home = new(TimeProvider.System.GetUtcNow());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Kill_BetweenBeginAndAnswer_LeavesUnknownAndOnlyThen()
    {
        using var child = new LedgerChild(_home.Folder);
        var handle = (await child.Ask("begin f1"))!;

        var whileAlive = await _home.Store.ResolveOrphanedSubmissionsAsync((await _home.ScopeAsync()).Account);
        child.Kill();
        var afterwards = await _home.Store.ResolveOrphanedSubmissionsAsync((await _home.ScopeAsync()).Account);

        Assert.Equal(0, whileAlive);
        Assert.Equal(1, afterwards);
        Assert.Equal(VideoTaskState.Unknown, (await _home.Store.GetAsync(handle, Token))!.State);
        Assert.IsType<BeginOutcome.BlockedByUnknown>(await _home.BeginAsync(newTake: true));
    }

    [Fact]
    public async Task Begin_SameRequestInAnotherProcess_IsADuplicate()
    {
        using var child = new LedgerChild(_home.Folder);
        var handle = await child.Ask("begin f1");

        var outcome = await _home.BeginAsync();

        Assert.Equal(handle, Assert.IsType<BeginOutcome.Duplicate>(outcome).Earlier.Handle);
    }

    [Fact]
    public async Task Begin_HundredAtOnceInTwoProcessesForOnePlace_BeginsExactlyOne()
    {
        using var one = new LedgerChild(_home.Folder);
        using var two = new LedgerChild(_home.Folder);

        var begun = await Task.WhenAll(one.Ask("race 50"), two.Ask("race 50"));

        Assert.Equal(["0", "1"], begun.Order());
        Assert.Equal(1, (await _home.Store.ListAsync(await _home.ScopeAsync(), new TaskQuery(), Token)).Total);
    }

    [Fact]
    public async Task Begin_SameRequestIdFromHundredAtOnceInTwoProcesses_BeginsExactlyOne()
    {
        using var one = new LedgerChild(_home.Folder);
        using var two = new LedgerChild(_home.Folder);

        var begun = await Task.WhenAll(one.Ask("race 50 order-17"), two.Ask("race 50 order-17"));

        Assert.Equal(["0", "1"], begun.Order());
        Assert.Equal(1, (await _home.Store.ListAsync(await _home.ScopeAsync(), new TaskQuery(), Token)).Total);
    }

    [Fact]
    public async Task Begin_SameRequestIdDaysAfterItsProcessWasKilledBeforeTheAnswer_IsUnknownAndNotBegunAgain()
    {
        using var child = new LedgerChild(_home.Folder);
        var handle = await child.Ask("begin f1 order-17");
        child.Kill();
        _home.Clock.Advance(TimeSpan.FromDays(30));

        var outcome = await _home.BeginAsync(StoreFixture.Task() with { RequestId = "order-17" }, newTake: true);

        var earlier = Assert.IsType<BeginOutcome.Repeated>(outcome).Earlier;
        Assert.Equal((handle, VideoTaskState.Unknown), (earlier.Handle, earlier.State));
    }

    [Fact]
    public async Task TryLease_HeldByALivingProcess_IsFreeAtOnceWhenItIsKilled()
    {
        var handle = (await _home.AcceptedAsync()).Handle;
        using var child = new LedgerChild(_home.Folder);
        var taken = await child.Ask("lease " + handle);

        var whileAlive = await _home.Store.TryLeaseAsync(handle, TimeSpan.FromMinutes(1));
        child.Kill();
        var afterwards = await _home.Store.TryLeaseAsync(handle, TimeSpan.FromMinutes(1));

        Assert.Equal("yes", taken);
        Assert.False(whileAlive);
        Assert.True(afterwards);
    }

    [Fact]
    public async Task WaitForChange_ByAnotherProcess_IsNoticedAtTheNextLook()
    {
        var task = await _home.AcceptedAsync();
        using var child = new LedgerChild(_home.Folder);
        var wait = _home.Store.WaitForChangeAsync(task.Handle, task.Revision, TestContext.Current.CancellationToken);

        await child.Ask("running " + task.Handle);
        var before = wait.IsCompleted;
        _home.Clock.Advance(TimeSpan.FromMilliseconds(300));

        Assert.False(before);
        Assert.Equal(VideoTaskState.Running, (await wait).State);
    }

    [Theory]
    [InlineData("other|B|S|1|5", false)]
    [InlineData("M|other|S|1|5", false)]
    [InlineData("M|B|other|1|5", false)]
    [InlineData("M|B|S|2000000000|5", true)]
    [InlineData("M|B|S|1|not-its-start", true)]
    public void IsGone_OnlyWhereItIsCertain_IsTrue(string text, bool expected)
    {
        var observer = new ProcessMark("M", "B", "S", 2, "7");

        Assert.Equal(expected, ProcessMark.Parse(text)!.IsGone(observer));
    }

    [Fact]
    public void IsGone_ThisVeryProcess_IsFalse()
    {
        var mark = ProcessMark.Current();

        Assert.False(ProcessMark.Parse(mark.ToString() + "|instance")!.IsGone(mark));
    }
}
