using CometRunway.Api;
using CometRunway.Options;
using CometRunway.Store;
using CometRunway.TestKit.Stores;

namespace CometRunway.Core.Tests.Store.Contract;

public abstract partial class TaskStoreContract
{
    private const string Key = "order 17";

    private static readonly TimeSpan LongAfterwards = TimeSpan.FromDays(400);

    public enum Reached
    {
        Submitting,
        Unknown,
        Accepted,
        Running,
        Succeeded,
        Failed,
        Cancelled,
        NotFound,
    }

    public static TheoryData<Reached, bool> ReachedAndNewTake =>
    [
        .. from state in Enum.GetValues<Reached>()
           from newTake in (bool[])[false, true]
           select (state, newTake),
    ];

    [Theory]
    [MemberData(nameof(ReachedAndNewTake))]
    public async Task Begin_SameRequestIdLongAfterwards_IsTheEarlierTaskInAnyState(Reached state, bool newTake)
    {
        var task = await ReachAsync(await _home.BegunAsync(Keyed()), state);
        _home.Clock.Advance(LongAfterwards);

        var outcome = await _home.Open().Store.BeginAsync(await _home.ScopeAsync(), Keyed(), new BudgetLimits(0, 0, 0), StoreFixture.Window, newTake);

        var earlier = Assert.IsType<BeginOutcome.Repeated>(outcome).Earlier;
        Assert.Equal((task.Handle, state.ToString(), Key), (earlier.Handle, earlier.State.ToString(), earlier.RequestId));
        Assert.Equal(1, await CountAsync());
    }

    [Theory]
    [MemberData(nameof(ReachedAndNewTake))]
    public async Task Begin_SameRequestIdForAnotherRequest_NamesTheEarlierTaskAndWritesNothing(Reached state, bool newTake)
    {
        var task = await ReachAsync(await _home.BegunAsync(Keyed()), state);
        _home.Clock.Advance(LongAfterwards);

        var outcome = await _home.BeginAsync(Keyed("f2"), newTake: newTake);

        Assert.Equal(task.Handle, Assert.IsType<BeginOutcome.RequestIdConflict>(outcome).Earlier.Handle);
        Assert.Equal(1, await CountAsync());
    }

    [Theory]
    [InlineData("f1")]
    [InlineData("f2")]
    public async Task Begin_RequestIdOfARejectedTask_IsFree(string fingerprint)
    {
        var rejected = await _home.Store.RejectAsync((await _home.BegunAsync(Keyed())).Handle);

        var next = Assert.IsType<BeginOutcome.Begun>(await _home.BeginAsync(Keyed(fingerprint))).Task;
        await _home.Store.AcceptAsync(next.Handle, "id-2");
        var repeated = await _home.BeginAsync(Keyed(fingerprint));

        Assert.NotEqual(rejected.Handle, next.Handle);
        Assert.Equal(next.Handle, Assert.IsType<BeginOutcome.Repeated>(repeated).Earlier.Handle);
    }

    [Fact]
    public async Task Begin_RequestIdOfATaskThatAPersonResolvedAsNotCharged_IsFree()
    {
        var task = await _home.Store.MarkUnknownAsync((await _home.BegunAsync(Keyed())).Handle);
        await _home.Admin.ResolveUnknownAsync(task.Handle, new UnknownResolution.NotCharged(), Token);

        Assert.IsType<BeginOutcome.Begun>(await _home.BeginAsync(Keyed()));
    }

    [Fact]
    public async Task Begin_NewRequestIdAsANewTake_BeginsAndBothIdsStay()
    {
        var first = await _home.AcceptedAsync("id-1", Keyed());
        var second = Assert.IsType<BeginOutcome.Begun>(await _home.BeginAsync(Keyed(key: "order 18"), newTake: true)).Task;

        var again = await RepeatedAsync(Keyed(), newTake: true);
        var otherAgain = await RepeatedAsync(Keyed(key: "order 18"), newTake: true);

        Assert.Equal((first.Handle, second.Handle), (again.Handle, otherAgain.Handle));
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task Begin_NewRequestIdForADuplicate_BelongsToTheEarlierTaskFromNowOn()
    {
        var task = await _home.AcceptedAsync("id-1", Keyed());
        var duplicate = Assert.IsType<BeginOutcome.Duplicate>(await _home.Open().Store.BeginAsync(
            await _home.ScopeAsync(), Keyed(key: "order 18"), BudgetLimits.Unlimited, StoreFixture.Window)).Earlier;
        _home.Clock.Advance(LongAfterwards);

        var repeated = await RepeatedAsync(Keyed(key: "order 18"));
        var conflict = await _home.BeginAsync(Keyed("f2", "order 18"));

        Assert.Equal((task.Handle, task.Handle), (duplicate.Handle, repeated.Handle));
        Assert.Equal(task.Handle, Assert.IsType<BeginOutcome.RequestIdConflict>(conflict).Earlier.Handle);
        Assert.Equal(Key, (await _home.Store.GetAsync(task.Handle, Token))!.RequestId);
    }

    [Fact]
    public async Task Begin_RequestIdForADuplicateThatHadNone_IsFoundLater()
    {
        var task = await _home.AcceptedAsync();
        Assert.IsType<BeginOutcome.Duplicate>(await _home.BeginAsync(Keyed()));
        _home.Clock.Advance(LongAfterwards);

        Assert.Equal(task.Handle, (await RepeatedAsync(Keyed())).Handle);
    }

    [Fact]
    public async Task Begin_DuplicateOfATaskThatWasThenRejected_LeavesTheRequestIdFree()
    {
        var task = await _home.BegunAsync();
        Assert.IsType<BeginOutcome.Duplicate>(await _home.BeginAsync(Keyed()));
        await _home.Store.RejectAsync(task.Handle);

        Assert.IsType<BeginOutcome.Begun>(await _home.BeginAsync(Keyed()));
    }

    [Fact]
    public async Task Begin_RefusedByALimit_LeavesTheRequestIdFree()
    {
        Assert.IsType<BeginOutcome.OverBudget>(await _home.BeginAsync(Keyed(), new BudgetLimits(0, null, null)));

        Assert.IsType<BeginOutcome.Begun>(await _home.BeginAsync(Keyed("f2")));
    }

    [Fact]
    public async Task Begin_BlockedByUnknown_LeavesTheRequestIdFree()
    {
        await _home.Store.MarkUnknownAsync((await _home.BegunAsync()).Handle);
        Assert.IsType<BeginOutcome.BlockedByUnknown>(await _home.BeginAsync(Keyed()));
        _home.Clock.Advance(AdmissionPolicy.UnknownBlocksFor);

        Assert.IsType<BeginOutcome.Begun>(await _home.BeginAsync(Keyed()));
    }

    [Theory]
    [InlineData("https://api.example.com", "sk-test", "ada")]
    [InlineData("https://other.example.com", "sk-test", null)]
    public async Task Begin_SameRequestIdOfAnotherCaller_Begins(string address, string key, string? callerId)
    {
        await _home.AcceptedAsync("id-1", Keyed());
        var other = await _home.Store.GetScopeAsync(new Uri(address), new ApiKey(key), callerId, Token);

        var outcome = await _home.Store.BeginAsync(other, Keyed(), BudgetLimits.Unlimited, StoreFixture.Window);

        Assert.IsType<BeginOutcome.Begun>(outcome);
    }

    [Fact]
    public async Task Begin_RequestIdInAnotherCase_IsAnotherId()
    {
        await _home.AcceptedAsync("id-1", Keyed());

        Assert.IsType<BeginOutcome.Begun>(await _home.BeginAsync(Keyed("f2", Key.ToUpperInvariant())));
    }

    [Fact]
    public async Task Find_RequestId_IsNotATaskButAWordOfTheList()
    {
        var task = await _home.AcceptedAsync("id-1", Keyed());
        await _home.AcceptedAsync("id-2", StoreFixture.Task("f2"));

        var page = await _home.Store.ListAsync(await _home.ScopeAsync(), new TaskQuery { Text = Key }, Token);

        Assert.IsType<FindOutcome.NotFound>(await _home.Store.FindAsync(await _home.ScopeAsync(), Key, Token));
        Assert.Equal((task.Handle, Key), (Assert.Single(page.Tasks).Handle, page.Tasks[0].RequestId));
    }

    [Fact]
    public async Task Begin_SameRequestIdFromHundredAtOnceOnSeveralInstances_BeginsExactlyOne()
    {
        ITaskStore[] stores = [_home.Store, _home.Open().Store, _home.Open().Store, _home.Open().Store];
        var scope = await _home.ScopeAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(async () => await stores[i % stores.Length].BeginAsync(
            scope, Keyed(), BudgetLimits.Unlimited, StoreFixture.Window, newTake: true))));

        var begun = Assert.Single(outcomes.OfType<BeginOutcome.Begun>()).Task;
        Assert.Equal(99, outcomes.OfType<BeginOutcome.Repeated>().Count(outcome => outcome.Earlier.Handle == begun.Handle));
    }

    [Fact]
    public async Task Begin_LimitsAreSet_ReportsWhatIsLeftAfterTheTask()
    {
        var limits = new BudgetLimits(3, null, 20);
        await _home.BegunAsync(StoreFixture.Task("a", duration: 10));

        var begun = Assert.IsType<BeginOutcome.Begun>(await _home.BeginAsync(Keyed(), limits));
        var repeated = Assert.IsType<BeginOutcome.Repeated>(await _home.BeginAsync(Keyed(), limits));

        (BudgetLimit, int?, int?)[] expected = [(BudgetLimit.TasksPerHour, 1, 3), (BudgetLimit.SecondsPerDay, 5, 20)];
        Assert.Equal(expected, begun.Limits.Select(limit => (limit.Limit, limit.Left, limit.Allowed)));
        Assert.Equal(expected, repeated.Limits.Select(limit => (limit.Limit, limit.Left, limit.Allowed)));
    }

    [Fact]
    public async Task Begin_NoLimitIsSet_ReportsNone() =>
        Assert.Empty((await _home.BeginAsync(Keyed())).Limits);

    private static NewVideoTask Keyed(string fingerprint = "f1", string key = Key) => StoreFixture.Task(fingerprint) with { RequestId = key };

    private async Task<VideoTask> RepeatedAsync(NewVideoTask task, bool newTake = false) =>
        Assert.IsType<BeginOutcome.Repeated>(await _home.BeginAsync(task, newTake: newTake)).Earlier;

    private async Task<int> CountAsync() => (await _home.Store.ListAsync(await _home.ScopeAsync(), new TaskQuery(), Token)).Total;

    private async Task<VideoTask> ReachAsync(VideoTask task, Reached state)
    {
        if (state == Reached.Submitting)
            return task;
        if (state == Reached.Unknown)
            return await _home.Store.MarkUnknownAsync(task.Handle);
        var accepted = await _home.Store.AcceptAsync(task.Handle, "id-1");
        return state switch
        {
            Reached.Accepted => accepted,
            Reached.NotFound => await _home.Store.ApplyAsync(task.Handle, new TaskUpdate.NotFound("gone")),
            _ => await _home.Store.ObserveAsync(task.Handle, StoreFixture.News(ApiTaskStatus.FromValue(state.ToString().ToUpperInvariant()))),
        };
    }
}
