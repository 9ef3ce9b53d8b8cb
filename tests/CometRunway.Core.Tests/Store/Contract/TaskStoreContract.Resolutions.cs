using CometRunway.Api;
using CometRunway.Options;
using CometRunway.Store;
using CometRunway.TestKit.Stores;

namespace CometRunway.Core.Tests.Store.Contract;

/// <summary>What a person records about an unknown outcome can be taken back, and no id is recorded that cannot be followed or belongs to another task.</summary>
public abstract partial class TaskStoreContract
{
    public static TheoryData<string> UnusableIds => ["", "  ", ".", "..", "id\n", "a\0b", new string('a', 201)];

    [Theory]
    [MemberData(nameof(UnusableIds))]
    public void TaskIs_IdThatCannotBeRead_IsRefused(string id) => Assert.Throws<ArgumentException>(() => new UnknownResolution.TaskIs(id));

    [Fact]
    public async Task Resolve_WithTheIdOfAnotherCallersTask_IsRefused()
    {
        var others = await _home.Store.GetScopeAsync(new Uri("https://api.example.com"), new ApiKey("sk-test"), "bob", Token);
        var theirs = Assert.IsType<BeginOutcome.Begun>(await _home.Store.BeginAsync(others, StoreFixture.Task(), BudgetLimits.Unlimited, StoreFixture.Window)).Task;
        await _home.Store.AcceptAsync(theirs.Handle, "id-1");
        var handle = await UnknownAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await _home.Admin.ResolveUnknownAsync(handle, new UnknownResolution.TaskIs("id-1"), Token));

        Assert.Null((await _home.Store.GetAsync(handle, Token))!.TaskId);
    }

    [Fact]
    public async Task Undo_OfNotCharged_CountsAndBlocksAgain()
    {
        var handle = await UnknownAsync();
        await _home.Admin.ResolveUnknownAsync(handle, new UnknownResolution.NotCharged(), Token);

        var undone = await _home.Admin.ResolveUnknownAsync(handle, new UnknownResolution.Undone(), Token);

        Assert.Equal((VideoTaskState.Unknown, null, null, "resolution_undone"), (undone.State, undone.ResolvedAt, undone.FinishedAt, undone.ErrorCode));
        Assert.IsType<BeginOutcome.BlockedByUnknown>(await _home.BeginAsync());
        Assert.IsType<BeginOutcome.OverBudget>(await _home.BeginAsync(StoreFixture.Task("other"), new BudgetLimits(1, 1, 5)));
    }

    [Fact]
    public async Task Undo_OfAWrongId_ForgetsWhatWasReadOfThatTask()
    {
        var handle = await UnknownAsync();
        await _home.Admin.ResolveUnknownAsync(handle, new UnknownResolution.TaskIs("id-1"), Token);
        await _home.Store.ObserveAsync(handle, StoreFixture.News(ApiTaskStatus.Succeeded, 1, "https://cdn.example.com/a.mp4"));
        await _home.Store.ApplyAsync(handle, new TaskUpdate.FileSaved(new SavedFile(0, "/videos/a.mp4", 10, "ab", _home.Clock.GetUtcNow())));

        var undone = await _home.Admin.ResolveUnknownAsync(handle, new UnknownResolution.Undone(), Token);

        Assert.Equal((VideoTaskState.Unknown, null, null), (undone.State, undone.TaskId, undone.Progress));
        Assert.Empty(undone.Files);
        Assert.Empty(undone.OutputLinks);
        Assert.Empty(await UnfinishedAsync());
        Assert.Equal(VideoTaskState.Accepted, (await _home.Admin.ResolveUnknownAsync(handle, new UnknownResolution.TaskIs("id-2"), Token)).State);
    }

    [Fact]
    public async Task Undo_NothingResolved_IsRefused()
    {
        var handle = await UnknownAsync();
        var accepted = await _home.AcceptedAsync("id-1", StoreFixture.Task("other"));

        foreach (var name in new[] { handle, accepted.Handle })
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await _home.Admin.ResolveUnknownAsync(name, new UnknownResolution.Undone(), Token));
    }

    /// <summary>The answer of the service proves the id. A person who undoes the resolution must not lose the task.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("id-1")]
    public async Task Undo_AnswerArrivedSinceThen_IsRefused(string? resolvedAs)
    {
        var handle = await UnknownAsync();
        await _home.Admin.ResolveUnknownAsync(handle, resolvedAs is null ? new UnknownResolution.NotCharged() : new UnknownResolution.TaskIs(resolvedAs), Token);
        await _home.Store.AcceptAsync(handle, "id-1");

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await _home.Admin.ResolveUnknownAsync(handle, new UnknownResolution.Undone(), Token));

        Assert.Equal("id-1", (await _home.Store.GetAsync(handle, Token))!.TaskId);
    }

    private async Task<string> UnknownAsync()
    {
        var handle = (await _home.BegunAsync()).Handle;
        await _home.Store.MarkUnknownAsync(handle);
        return handle;
    }
}
