using CometRunway.Api;
using CometRunway.Options;
using CometRunway.Store;
using CometRunway.TestKit.Stores;

namespace CometRunway.Core.Tests.Store.Contract;

/// <summary>After a rotation of the API key, paid tasks of the old key still belong to their caller: they are neither hidden nor paid again.</summary>
public abstract partial class TaskStoreContract
{
    private static readonly Uri Address = new("https://api.example.com");

    [Fact]
    public async Task ScopeFor_OtherKeyOfTheCaller_HasTheSameCaller()
    {
        var before = await ScopeAsync("sk-a", "ada");
        var after = await ScopeAsync("sk-b", "ada");
        var others = new[] { await ScopeAsync("sk-a", null), await ScopeAsync("sk-a", "bob"), await _home.Store.GetScopeAsync(new Uri("http://127.0.0.1:5000"), new ApiKey("sk-a"), "ada", Token) };

        Assert.Equal(before.Caller, after.Caller);
        Assert.NotEqual((before.Value, before.Account), (after.Value, after.Account));
        Assert.DoesNotContain(others, other => other.Caller == before.Caller || before.Includes(other));
    }

    [Fact]
    public async Task ScopeFor_PerKey_HasACallerForEachKey()
    {
        var one = await ScopeAsync("sk-a", null, perKey: true);
        var other = await ScopeAsync("sk-b", null, perKey: true);

        Assert.Equal((one.Value, other.Value), (one.Caller, other.Caller));
        Assert.Equal((await ScopeAsync("sk-a", null)).Value, one.Value);
        Assert.False(one.Includes(other));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("ada")]
    public async Task Queries_AfterARotation_FindTheTasksOfTheEarlierKey(string? caller)
    {
        var earlier = await AcceptedAsync(await ScopeAsync("sk-a", caller), "id-a");
        var now = await ScopeAsync("sk-b", caller);

        Assert.Equal([earlier.Handle], (await _home.Store.ListAsync(now, new TaskQuery(), Token)).Tasks.Select(task => task.Handle));
        Assert.Equal(earlier.Handle, Assert.IsType<FindOutcome.Found>(await _home.Store.FindAsync(now, earlier.Handle, Token)).Task.Handle);
        Assert.Equal(earlier.Handle, Assert.IsType<FindOutcome.Found>(await _home.Store.FindAsync(now, "id-a", Token)).Task.Handle);
        Assert.Equal(earlier.Handle, Assert.IsType<FindOutcome.Found>(await _home.Store.FindAsync(now, "id-", Token)).Task.Handle);
        Assert.Equal(earlier.Handle, (await _home.Store.GetLatestAsync(now, Token))!.Handle);
        var totals = await _home.Store.GetTotalsAsync(now, new BudgetLimits(1, 10, 100), Token);
        Assert.Equal((1, 1, 0), (totals.Today.Tasks, totals.ByState[VideoTaskState.Accepted], totals.Budget.Min(standing => standing.Left)));
        Assert.Equal(earlier.Scope.Account, (await ScopeAsync("sk-a", caller)).Account);
    }

    [Fact]
    public async Task Begin_AfterARotation_NamesTheEarlierTaskOfTheOtherKey()
    {
        var earlier = await AcceptedAsync(await ScopeAsync("sk-a", null), "id-a");

        var outcome = await BeginAsync(await ScopeAsync("sk-b", null));

        Assert.Equal(earlier.Handle, Assert.IsType<BeginOutcome.Duplicate>(outcome).Earlier.Handle);
    }

    [Fact]
    public async Task Begin_AfterARotation_IsBlockedByTheUnknownOutcomeOfTheOtherKey()
    {
        var begun = Assert.IsType<BeginOutcome.Begun>(await BeginAsync(await ScopeAsync("sk-a", null)));
        await _home.Store.MarkUnknownAsync(begun.Task.Handle);

        var outcome = await BeginAsync(await ScopeAsync("sk-b", null));

        Assert.Equal(begun.Task.Handle, Assert.IsType<BeginOutcome.BlockedByUnknown>(outcome).Unknown.Handle);
    }

    [Fact]
    public async Task Begin_AfterARotation_CountsTheTasksOfTheOtherKeyTowardsTheLimits()
    {
        await AcceptedAsync(await ScopeAsync("sk-a", null), "id-a");

        var outcome = await BeginAsync(await ScopeAsync("sk-b", null), "another request", new BudgetLimits(1, 10, 100));

        Assert.Equal([BudgetLimit.TasksPerHour], Assert.IsType<BeginOutcome.OverBudget>(outcome).Refusal.Limits);
    }

    [Fact]
    public async Task Begin_AfterARotation_ResolvesTheSubmissionOfAnEndedProcessWithTheOtherKey()
    {
        var ended = _home.Open();
        await ended.Store.BeginAsync(await ScopeAsync("sk-a", null), StoreFixture.Task(), BudgetLimits.Unlimited, StoreFixture.Window);
        ended.Dispose();
        _home.Clock.Advance(AdmissionPolicy.SubmissionLease);

        Assert.IsType<BeginOutcome.BlockedByUnknown>(await BeginAsync(await ScopeAsync("sk-b", null)));
    }

    /// <summary>Different users of an app may have no caller id. Then only the key tells them apart.</summary>
    [Fact]
    public async Task PerKey_TasksOfAnotherKey_AreNeitherSeenNorCounted()
    {
        var (ada, bob) = (await ScopeAsync("sk-a", null, perKey: true), await ScopeAsync("sk-b", null, perKey: true));
        await AcceptedAsync(ada, "id-a");

        Assert.Empty((await _home.Store.ListAsync(bob, new TaskQuery(), Token)).Tasks);
        Assert.Null(await _home.Store.GetLatestAsync(bob, Token));
        Assert.Empty(Assert.IsType<FindOutcome.NotFound>(await _home.Store.FindAsync(bob, "id-a", Token)).Nearest);
        Assert.Empty((await _home.Store.GetTotalsAsync(bob, cancellationToken: Token)).ByState);
        Assert.Empty(await _home.Store.GetUnfinishedAsync(bob.AsAccount(), Token));
        Assert.IsType<BeginOutcome.Begun>(await BeginAsync(bob, limits: new BudgetLimits(1, 1, 5)));
        // A person with one key has another one later; the tasks of users without an id do not become theirs.
        Assert.Empty((await _home.Store.ListAsync(await ScopeAsync("sk-c", null), new TaskQuery(), Token)).Tasks);
    }

    /// <summary>An app with one key registers a key provider of its own, or no longer does: its tasks stay with the key.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PerKey_SameKeyBeforeOrAfter_SeesTheTasksOfTheKey(bool first)
    {
        var earlier = await AcceptedAsync(await ScopeAsync("sk-a", null, perKey: first), "id-a");
        var now = await ScopeAsync("sk-a", null, perKey: !first);

        Assert.Equal([earlier.Handle], (await _home.Store.ListAsync(now, new TaskQuery(), Token)).Tasks.Select(task => task.Handle));
        Assert.IsType<BeginOutcome.Duplicate>(await BeginAsync(now));
    }

    [Fact]
    public async Task Unfinished_OfAnAccount_AreAlsoThoseOfItsCallersWithOtherKeys()
    {
        var earlier = await AcceptedAsync(await ScopeAsync("sk-a", "ada"), "id-a");
        await AcceptedAsync(await ScopeAsync("sk-a", "bob"), "id-b");
        var own = await AcceptedAsync(await ScopeAsync("sk-b", "eve"), "id-e");
        var ada = (await ScopeAsync("sk-b", "ada")).AsAccount();

        var unfinished = await _home.Store.GetUnfinishedAsync(ada, Token);

        Assert.Equal([earlier.Handle, own.Handle], unfinished.Select(task => task.Handle));
    }

    [Fact]
    public async Task Orphans_OfACallerWithAnotherKey_BecomeUnknown()
    {
        var ended = _home.Open();
        var begun = Assert.IsType<BeginOutcome.Begun>(await ended.Store.BeginAsync(await ScopeAsync("sk-a", "ada"), StoreFixture.Task(), BudgetLimits.Unlimited, StoreFixture.Window));
        ended.Dispose();
        _home.Clock.Advance(AdmissionPolicy.SubmissionLease);

        Assert.Equal(0, await _home.Store.ResolveOrphanedSubmissionsAsync((await ScopeAsync("sk-b", "bob")).AsAccount()));
        Assert.Equal(1, await _home.Store.ResolveOrphanedSubmissionsAsync((await ScopeAsync("sk-b", "ada")).AsAccount()));
        Assert.Equal(VideoTaskState.Unknown, (await _home.Store.GetAsync(begun.Task.Handle, Token))!.State);
    }

    [Fact]
    public async Task Apply_NotReadable_KeepsStateAndPollTimeAndIsRecordedOnce()
    {
        var task = await AcceptedAsync(await ScopeAsync("sk-a", null), "id-a");
        var at = _home.Clock.GetUtcNow() + TimeSpan.FromSeconds(5);
        await _home.Store.ScheduleAsync(task.Handle, at);

        var noted = await _home.Store.ApplyAsync(task.Handle, new TaskUpdate.NotReadable());
        var again = await _home.Store.ApplyAsync(task.Handle, new TaskUpdate.NotReadable());
        var read = await _home.Store.ObserveAsync(task.Handle, StoreFixture.News(ApiTaskStatus.Running, 0.5));

        Assert.Equal((VideoTaskState.Accepted, true, at, task.Revision + 1), (noted.State, noted.IsUnreadable, noted.NextPollAt, noted.Revision));
        Assert.Equal(noted.Revision, again.Revision);
        Assert.Equal((VideoTaskState.Running, false, null, null), (read.State, read.IsUnreadable, read.ErrorCode, read.ErrorMessage));
    }

    [Fact]
    public async Task Apply_NotReadableWithMissingFiles_SaysSoAndKeepsTheTask()
    {
        var task = await AcceptedAsync(await ScopeAsync("sk-a", null), "id-a");
        await _home.Store.ObserveAsync(task.Handle, StoreFixture.News(ApiTaskStatus.Succeeded, 1, "https://cdn.example.com/a.mp4"));

        var noted = await _home.Store.ApplyAsync(task.Handle, new TaskUpdate.NotReadable());

        Assert.Equal((VideoTaskState.Succeeded, true, null), (noted.State, noted.NeedsWork, noted.NextPollAt));
        Assert.NotNull(noted.FileProblem);
    }

    [Fact]
    public async Task Apply_NotReadableAfterTheEnd_ChangesNothing()
    {
        var task = await AcceptedAsync(await ScopeAsync("sk-a", null), "id-a");
        var failed = await _home.Store.ObserveAsync(task.Handle, StoreFixture.News(ApiTaskStatus.Failed));

        Assert.Equal(failed.Revision, (await _home.Store.ApplyAsync(task.Handle, new TaskUpdate.NotReadable())).Revision);
    }

    /// <summary>Otherwise "the newest task" would mean a task of a revoked key for ever.</summary>
    [Fact]
    public async Task Latest_UnreadableTaskAndANewerFinishedOne_IsTheNewer()
    {
        var unreadable = await AcceptedAsync(await ScopeAsync("sk-a", null), "id-a");
        await _home.Store.ApplyAsync(unreadable.Handle, new TaskUpdate.NotReadable());
        var now = await ScopeAsync("sk-b", null);
        var newer = await AcceptedAsync(now, "id-b", "another request");
        await _home.Store.ObserveAsync(newer.Handle, StoreFixture.News(ApiTaskStatus.Failed));

        Assert.Equal(newer.Handle, (await _home.Store.GetLatestAsync(now, Token))!.Handle);
    }

    [Fact]
    public async Task Resolve_IdOfATaskWithAnotherKey_IsRefused()
    {
        await AcceptedAsync(await ScopeAsync("sk-a", null), "id-a");
        var begun = Assert.IsType<BeginOutcome.Begun>(await BeginAsync(await ScopeAsync("sk-b", null), "another request"));
        await _home.Store.MarkUnknownAsync(begun.Task.Handle);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await _home.Admin.ResolveUnknownAsync(begun.Task.Handle, new UnknownResolution.TaskIs("id-a"), Token));
    }

    private ValueTask<TaskScope> ScopeAsync(string key, string? caller, bool perKey = false) => _home.Store.GetScopeAsync(Address, new ApiKey(key), caller, perKey, Token);

    private async Task<BeginOutcome> BeginAsync(TaskScope scope, string fingerprint = "f1", BudgetLimits? limits = null) =>
        await _home.Store.BeginAsync(scope, StoreFixture.Task(fingerprint), limits ?? BudgetLimits.Unlimited, StoreFixture.Window);

    private async Task<VideoTask> AcceptedAsync(TaskScope scope, string id, string fingerprint = "f1") =>
        await _home.Store.AcceptAsync(Assert.IsType<BeginOutcome.Begun>(await BeginAsync(scope, fingerprint)).Task.Handle, id);
}
