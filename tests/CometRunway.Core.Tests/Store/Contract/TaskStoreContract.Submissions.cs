using CometRunway.Store;
using CometRunway.TestKit.Stores;

namespace CometRunway.Core.Tests.Store.Contract;

public abstract partial class TaskStoreContract
{
    [Fact]
    public async Task Begin_NewRequest_WritesARowThatOthersSee()
    {
        var task = await _home.BegunAsync();

        var seen = await _home.Open().Store.GetAsync(task.Handle, Token);

        Assert.NotNull(seen);
        Assert.Equal(VideoTaskState.Submitting, seen.State);
        Assert.Equal(task with { Files = seen.Files, OutputLinks = seen.OutputLinks }, seen);
        Assert.Matches("^v[2-9a-hjkmnp-z]{3}$", task.Handle);
    }

    [Fact]
    public async Task Accept_AfterBegin_KeepsIdCreditsAndWarning()
    {
        var task = await _home.BegunAsync();
        _home.Clock.Advance(TimeSpan.FromSeconds(2));

        var accepted = await _home.Store.ConcludeAsync(task.Handle, new SubmissionOutcome.Accepted("id-1") { MayNeverBecomeVisible = true, Credits = 25 });

        Assert.Equal(VideoTaskState.Accepted, accepted.State);
        Assert.Equal("id-1", accepted.TaskId);
        Assert.Equal(25, accepted.Credits);
        Assert.True(accepted.MayNeverBecomeVisible);
        Assert.Contains("never become visible", accepted.Warning, StringComparison.Ordinal);
        Assert.Equal(_home.Clock.GetUtcNow(), accepted.SubmittedAt);
        Assert.True(accepted.Revision > task.Revision);
    }

    [Fact]
    public async Task Accept_AfterUnknown_TurnsItIntoAccepted()
    {
        var handle = (await _home.BegunAsync()).Handle;
        await _home.Store.MarkUnknownAsync(handle, "timeout", "No answer in 100 s.");

        var accepted = await _home.Store.AcceptAsync(handle, "id-1");

        Assert.Equal(VideoTaskState.Accepted, accepted.State);
        Assert.Null(accepted.ErrorCode);
    }

    [Fact]
    public async Task Reject_AfterUnknown_TurnsItIntoRejected()
    {
        var handle = (await _home.BegunAsync()).Handle;
        await _home.Store.MarkUnknownAsync(handle, "timeout", "No answer in 100 s.");

        var rejected = await _home.Store.RejectAsync(handle, "invalid_request", "ratio");

        Assert.Equal(VideoTaskState.Rejected, rejected.State);
        Assert.Equal("invalid_request", rejected.ErrorCode);
    }

    [Fact]
    public async Task MarkUnknown_AfterAccept_ChangesNothing()
    {
        var accepted = await _home.AcceptedAsync();

        var after = await _home.Store.MarkUnknownAsync(accepted.Handle, "timeout", "late");

        Assert.Equal(VideoTaskState.Accepted, after.State);
        Assert.Equal(accepted.Revision, after.Revision);
    }

    [Fact]
    public async Task Reject_AfterAccept_KeepsTheId()
    {
        var accepted = await _home.AcceptedAsync();

        var after = await _home.Store.RejectAsync(accepted.Handle, "x", "y");

        Assert.Equal(VideoTaskState.Accepted, after.State);
        Assert.Equal("id-1", after.TaskId);
    }

    [Fact]
    public async Task Accept_WithASecondId_NamesBoth()
    {
        var accepted = await _home.AcceptedAsync();

        var after = await _home.Store.AcceptAsync(accepted.Handle, "id-2");

        Assert.Equal("id-1", after.TaskId);
        Assert.Contains("id-2", after.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resolve_NotCharged_FreesTheRequestAndTheBudget()
    {
        var handle = (await _home.BegunAsync()).Handle;
        await _home.Store.MarkUnknownAsync(handle, "timeout", "late");

        var resolved = await _home.Admin.ResolveUnknownAsync(handle, new UnknownResolution.NotCharged(), Token);

        Assert.Equal(VideoTaskState.Rejected, resolved.State);
        Assert.NotNull(resolved.ResolvedAt);
        Assert.IsType<BeginOutcome.Begun>(await _home.BeginAsync(limits: new BudgetLimits(1, 1, 5)));
    }

    [Fact]
    public async Task Resolve_WithTheId_MakesItUnfinishedWork()
    {
        var handle = (await _home.BegunAsync()).Handle;
        await _home.Store.MarkUnknownAsync(handle, "timeout", "late");

        await _home.Admin.ResolveUnknownAsync(handle, new UnknownResolution.TaskIs("id-9"), Token);

        Assert.Equal("id-9", Assert.Single(await _home.Store.GetUnfinishedAsync((await _home.ScopeAsync()).AsAccount(), Token)).TaskId);
    }

    [Fact]
    public async Task Resolve_WithAnIdOfAnotherTask_IsRefused()
    {
        await _home.AcceptedAsync("id-1", StoreFixture.Task("other"));
        var handle = (await _home.BegunAsync()).Handle;
        await _home.Store.MarkUnknownAsync(handle, "timeout", "late");

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await _home.Admin.ResolveUnknownAsync(handle, new UnknownResolution.TaskIs("id-1"), Token));

        Assert.Equal(VideoTaskState.Unknown, (await _home.Store.GetAsync(handle, Token))!.State);
    }

    [Fact]
    public async Task Resolve_OfAnythingElse_IsRefused()
    {
        var accepted = await _home.AcceptedAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await _home.Admin.ResolveUnknownAsync(accepted.Handle, new UnknownResolution.NotCharged(), Token));
    }

    [Fact]
    public async Task Accept_AfterResolvedNotCharged_BelievesTheId()
    {
        var handle = (await _home.BegunAsync()).Handle;
        await _home.Store.MarkUnknownAsync(handle, "timeout", "late");
        await _home.Admin.ResolveUnknownAsync(handle, new UnknownResolution.NotCharged(), Token);

        var accepted = await _home.Store.AcceptAsync(handle, "id-1");

        Assert.Equal("id-1", accepted.TaskId);
        Assert.Equal(VideoTaskState.Accepted, accepted.State);
        Assert.Contains("resolved", accepted.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reject_AfterResolvedWithAnId_KeepsTheResolution()
    {
        var handle = (await _home.BegunAsync()).Handle;
        await _home.Store.MarkUnknownAsync(handle, "timeout", "late");
        await _home.Admin.ResolveUnknownAsync(handle, new UnknownResolution.TaskIs("id-1"), Token);

        var after = await _home.Store.RejectAsync(handle, "x", "y");

        Assert.Equal(VideoTaskState.Accepted, after.State);
        Assert.Equal("id-1", after.TaskId);
    }

    [Fact]
    public async Task ResolveAbandoned_OwnerAlive_LeavesItSubmitting()
    {
        var handle = (await _home.BegunAsync()).Handle;

        var count = await _home.Open().Store.ResolveOrphanedSubmissionsAsync((await _home.ScopeAsync()).AsAccount());

        Assert.Equal(0, count);
        Assert.Equal(VideoTaskState.Submitting, (await _home.Store.GetAsync(handle, Token))!.State);
    }

    [Fact]
    public async Task ResolveAbandoned_OwnerRunsLongerThanItsLease_LeavesItSubmitting()
    {
        var handle = (await _home.BegunAsync()).Handle;
        _home.Clock.Advance(TimeSpan.FromHours(2));

        var byAnother = await _home.Open().Store.ResolveOrphanedSubmissionsAsync((await _home.ScopeAsync()).AsAccount());
        var byItself = await _home.Store.ResolveOrphanedSubmissionsAsync((await _home.ScopeAsync()).AsAccount());

        Assert.Equal((0, 0), (byAnother, byItself));
        Assert.Equal(VideoTaskState.Submitting, (await _home.Store.GetAsync(handle, Token))!.State);
        Assert.Equal("id-1", (await _home.Store.AcceptAsync(handle, "id-1")).TaskId);
    }

    [Fact]
    public async Task ResolveAbandoned_OwnerClosedAndLeaseExpired_MakesItUnknown()
    {
        string handle;
        using (var owner = _home.Open())
            handle = Assert.IsType<BeginOutcome.Begun>(await owner.Store.BeginAsync(await _home.ScopeAsync(), StoreFixture.Task(), BudgetLimits.Unlimited, StoreFixture.Window)).Task.Handle;
        _home.Clock.Advance(TimeSpan.FromMinutes(10));

        var count = await _home.Open().Store.ResolveOrphanedSubmissionsAsync((await _home.ScopeAsync()).AsAccount());

        Assert.Equal(1, count);
        var task = (await _home.Store.GetAsync(handle, Token))!;
        Assert.Equal(VideoTaskState.Unknown, task.State);
        Assert.Equal("abandoned", task.ErrorCode);
    }
}
