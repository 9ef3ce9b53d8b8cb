using CometRunway.Store;
using CometRunway.TestKit.Stores;

namespace CometRunway.Core.Tests.Store.Contract;

/// <summary>An id that the service did not confirm is kept with the task of unknown outcome, and never counts as its id.</summary>
public abstract partial class TaskStoreContract
{
    [Fact]
    public async Task Conclude_UnknownWithAnId_KeepsItUnconfirmedAndAsUnfinishedWork()
    {
        var task = await UnconfirmedAsync("id-9");

        var seen = (await _home.Open().Store.GetAsync(task.Handle, Token))!;

        Assert.Equal((VideoTaskState.Unknown, null, "id-9"), (seen.State, seen.TaskId, seen.UnconfirmedId));
        Assert.Equal(task.Handle, Assert.Single(await UnfinishedAsync()).Handle);
        Assert.IsType<BeginOutcome.BlockedByUnknown>(await _home.BeginAsync());
    }

    [Fact]
    public async Task Conclude_AcceptedAfterAnUnconfirmedId_HasOnlyTheIdOfTheService()
    {
        var task = await UnconfirmedAsync("id-9");

        var accepted = await _home.Store.AcceptAsync(task.Handle, "id-9");

        Assert.Equal((VideoTaskState.Accepted, "id-9", null), (accepted.State, accepted.TaskId, accepted.UnconfirmedId));
    }

    /// <summary>Another process found the owner gone and recorded the outcome as unknown. Then the answer arrived.</summary>
    [Fact]
    public async Task Conclude_UnknownWithAnIdAfterUnknownWithout_TakesTheId()
    {
        var handle = (await _home.BegunAsync()).Handle;
        await _home.Store.MarkUnknownAsync(handle, "abandoned", "gone");

        var late = await _home.Store.ConcludeAsync(handle, Unconfirmed("id-9"));

        Assert.Equal((VideoTaskState.Unknown, "id-9"), (late.State, late.UnconfirmedId));
    }

    [Fact]
    public async Task Conclude_RejectedWithAnId_KeepsItWithoutWork()
    {
        var handle = (await _home.BegunAsync()).Handle;

        var rejected = await _home.Store.ConcludeAsync(handle, new SubmissionOutcome.Rejected("unauthorized", "no key") { UnconfirmedId = "r-1" });

        Assert.Equal((VideoTaskState.Rejected, "r-1"), (rejected.State, rejected.UnconfirmedId));
        Assert.Empty(await UnfinishedAsync());
        Assert.IsType<BeginOutcome.Begun>(await _home.BeginAsync());
    }

    [Fact]
    public async Task Apply_NotConfirmed_KeepsTheIdAndEndsTheWork()
    {
        var task = await UnconfirmedAsync("id-9");

        var given = await _home.Store.ApplyAsync(task.Handle, new TaskUpdate.NotConfirmed("not known"));

        Assert.Equal((VideoTaskState.Unknown, "id-9", "id_not_confirmed"), (given.State, given.UnconfirmedId, given.ErrorCode));
        Assert.Empty(await UnfinishedAsync());
    }

    [Fact]
    public async Task Find_ByAnUnconfirmedId_FindsTheTaskUnlessTheIdBelongsToAnother()
    {
        var task = await UnconfirmedAsync("id-9");
        var alone = await _home.Store.FindAsync(await _home.ScopeAsync(), "id-9", Token);
        var owner = await _home.AcceptedAsync("id-9", StoreFixture.Task("other"));

        var both = await _home.Store.FindAsync(await _home.ScopeAsync(), "id-9", Token);

        Assert.Equal(task.Handle, Assert.IsType<FindOutcome.Found>(alone).Task.Handle);
        Assert.Equal(owner.Handle, Assert.IsType<FindOutcome.Found>(both).Task.Handle);
    }

    private static SubmissionOutcome.Unknown Unconfirmed(string id) => new("service_fault", "HTTP 500") { UnconfirmedId = id };

    private async Task<VideoTask> UnconfirmedAsync(string id) => await _home.Store.ConcludeAsync((await _home.BegunAsync()).Handle, Unconfirmed(id));

    private async Task<IReadOnlyList<VideoTask>> UnfinishedAsync() => await _home.Store.GetUnfinishedAsync((await _home.ScopeAsync()).AsAccount(), Token);
}
