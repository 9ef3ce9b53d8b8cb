using CometRunway.Api;
using CometRunway.Options;
using CometRunway.Store;
using CometRunway.TestKit.Stores;

namespace CometRunway.Core.Tests.Store.Contract;

/// <summary>Two rows never stand for one paid task: the video of one request would be given out for the other, whose own task would be forgotten.</summary>
public abstract partial class TaskStoreContract
{
    /// <summary>Where the id of the first task came from, none of which is the response to its own request.</summary>
    public static TheoryData<bool, string, string> WeakClaims => new()
    {
        { false, "id-9", "id-9" },
        { true, "id-9", "id-9" },
        { false, "id-9", "ID-9" },
        { true, "ID-9", "id-9" },
    };

    /// <summary>Addresses, keys, callers and spellings with which the same task can be seen.</summary>
    public static TheoryData<string, string, string?, string> OtherOwners => new()
    {
        { "https://api.example.com", "sk-test", null, "id-9" },
        { "https://api.example.com", "sk-test", null, "ID-9" },
        { "https://api.example.com", "sk-test", "bob", "id-9" },
        { "https://api.example.com", "sk-other", "bob", "id-9" },
        { "https://127.0.0.1", "sk-test", null, "Id-9" },
    };

    [Theory]
    [MemberData(nameof(WeakClaims))]
    public async Task Conclude_ResponseHasTheIdThatAnotherTaskTookFromAnErrorOrAPerson_TheOtherIsUnknownAgain(bool fromPerson, string taken, string given)
    {
        var weak = await WeakAsync(fromPerson, taken);
        await _home.Store.ObserveAsync(weak.Handle, StoreFixture.News(ApiTaskStatus.Succeeded, 1, "https://cdn.example.com/a.mp4"));
        await _home.Store.ApplyAsync(weak.Handle, new TaskUpdate.FileSaved(new SavedFile(0, "/videos/a.mp4", 10, "ab", _home.Clock.GetUtcNow())));
        var revision = (await _home.Store.GetAsync(weak.Handle, Token))!.Revision;

        var owner = await _home.AcceptedAsync(given, StoreFixture.Task("other"));

        var lost = (await _home.Open().Store.GetAsync(weak.Handle, Token))!;
        Assert.Equal((VideoTaskState.Accepted, given, null), (owner.State, owner.TaskId, owner.UnconfirmedId));
        Assert.Equal((VideoTaskState.Unknown, null, given, "id_not_confirmed", null), (lost.State, lost.TaskId, lost.UnconfirmedId, lost.ErrorCode, lost.ResolvedAt));
        Assert.Contains(owner.Handle, lost.ErrorMessage, StringComparison.Ordinal);
        Assert.True(lost.Revision > revision);
        Assert.Empty(lost.Files);
        Assert.Equal(owner.Handle, Assert.Single(await UnfinishedAsync()).Handle);
        Assert.IsType<BeginOutcome.BlockedByUnknown>(await _home.BeginAsync());
    }

    [Theory]
    [MemberData(nameof(OtherOwners))]
    public async Task Conclude_IdFromAnErrorThatAnyOtherTaskHas_StaysUnknown(string address, string key, string? caller, string id)
    {
        var owner = await AcceptedAsync(address, key, caller, id);
        var task = await UnconfirmedAsync("id-9");

        var asked = await _home.Store.ConcludeAsync(task.Handle, FromError("id-9"));

        Assert.Equal((VideoTaskState.Unknown, null, "id-9", "id_not_confirmed"), (asked.State, asked.TaskId, asked.UnconfirmedId, asked.ErrorCode));
        Assert.Equal((VideoTaskState.Accepted, id), ((await _home.Store.GetAsync(owner.Handle, Token))!.State, owner.TaskId));
    }

    [Theory]
    [MemberData(nameof(OtherOwners))]
    public async Task Resolve_WithTheIdOfAnyOtherTask_IsRefused(string address, string key, string? caller, string id)
    {
        await AcceptedAsync(address, key, caller, id);
        var handle = await UnknownAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await _home.Admin.ResolveUnknownAsync(handle, new UnknownResolution.TaskIs("id-9"), Token));
    }

    [Fact]
    public async Task Conclude_ServiceGivesOneIdForTwoRequests_TheSecondIsUnknownWithTheId()
    {
        var first = await _home.AcceptedAsync("id-9");
        var handle = (await _home.BegunAsync(StoreFixture.Task("other"))).Handle;

        var second = await _home.Store.AcceptAsync(handle, "id-9");
        var again = await _home.Store.AcceptAsync(handle, "id-9");

        Assert.Equal((VideoTaskState.Unknown, null, "id-9", "id_not_confirmed"), (second.State, second.TaskId, second.UnconfirmedId, second.ErrorCode));
        Assert.Equal(second.Revision, again.Revision);
        Assert.Equal((VideoTaskState.Accepted, "id-9"), ((await _home.Store.GetAsync(first.Handle, Token))!.State, first.TaskId));
        Assert.IsType<BeginOutcome.BlockedByUnknown>(await _home.BeginAsync(StoreFixture.Task("other")));
    }

    /// <summary>Services that count their tasks have the same ids. The response to a request is never refused because of another service.</summary>
    [Fact]
    public async Task Conclude_AnotherServiceGaveTheSameId_IsAccepted()
    {
        await AcceptedAsync("https://other.example.com", "sk-other", "bob", "17");

        var task = await _home.AcceptedAsync("17", StoreFixture.Task("other"));

        Assert.Equal((VideoTaskState.Accepted, "17"), (task.State, task.TaskId));
    }

    /// <summary>The response is late, and a person named another task in the meantime. Without the id of the response, the paid task would be forgotten.</summary>
    [Fact]
    public async Task Conclude_ResponseHasAnotherIdThanThePersonNamed_TheResponseCounts()
    {
        var handle = await UnknownAsync();
        await _home.Admin.ResolveUnknownAsync(handle, new UnknownResolution.TaskIs("id-1"), Token);
        await _home.Store.ObserveAsync(handle, StoreFixture.News(ApiTaskStatus.Succeeded, 1, "https://cdn.example.com/a.mp4"));

        var task = await _home.Store.AcceptAsync(handle, "id-2");

        Assert.Equal((VideoTaskState.Accepted, "id-2", null, null), (task.State, task.TaskId, task.ResolvedAt, task.Progress));
        Assert.NotNull(task.Warning);
        Assert.Empty(task.OutputLinks);
    }

    /// <summary>The response to the request itself arrives after the question: no other response may take the id away any more.</summary>
    [Fact]
    public async Task Conclude_ResponseHasTheIdThatWasTakenFromAnError_IsAsGoodAsAnyResponse()
    {
        var task = await WeakAsync(fromPerson: false, "id-9");
        await _home.Store.AcceptAsync(task.Handle, "id-9");

        var second = await _home.AcceptedAsync("id-9", StoreFixture.Task("other"));

        Assert.Equal((VideoTaskState.Accepted, VideoTaskState.Unknown), ((await _home.Store.GetAsync(task.Handle, Token))!.State, second.State));
    }

    [Fact]
    public async Task Apply_FileOfATaskThatLostItsId_IsNotSavedForIt()
    {
        var weak = await WeakAsync(fromPerson: false, "id-9");
        await _home.AcceptedAsync("id-9", StoreFixture.Task("other"));

        var task = await _home.Store.ApplyAsync(weak.Handle, new TaskUpdate.FileSaved(new SavedFile(0, "/videos/a.mp4", 10, "ab", _home.Clock.GetUtcNow())));

        Assert.Equal(VideoTaskState.Unknown, task.State);
        Assert.Empty(task.Files);
    }

    private static SubmissionOutcome.Accepted FromError(string id) => new(id) { IdFromError = true };

    /// <summary>A task whose id is not from the response to its request.</summary>
    private async Task<VideoTask> WeakAsync(bool fromPerson, string id)
    {
        var task = await UnconfirmedAsync(id);
        var taken = fromPerson
            ? await _home.Admin.ResolveUnknownAsync(task.Handle, new UnknownResolution.TaskIs(id), Token)
            : await _home.Store.ConcludeAsync(task.Handle, FromError(id));
        Assert.Equal((VideoTaskState.Accepted, id), (taken.State, taken.TaskId));
        return taken;
    }

    private async Task<VideoTask> AcceptedAsync(string address, string key, string? caller, string id)
    {
        var scope = await _home.Store.GetScopeAsync(new Uri(address), new ApiKey(key), caller, Token);
        var begun = Assert.IsType<BeginOutcome.Begun>(await _home.Store.BeginAsync(scope, StoreFixture.Task("owner"), BudgetLimits.Unlimited, StoreFixture.Window)).Task;
        return await _home.Store.AcceptAsync(begun.Handle, id);
    }
}
