using CometRunway.Api;
using CometRunway.Options;
using CometRunway.Store;
using CometRunway.TestKit.Stores;

namespace CometRunway.Core.Tests.Store.Contract;

public abstract partial class TaskStoreContract
{
    [Fact]
    public async Task Begin_SameRequestWithinTheWindowFromAnotherInstance_NamesTheEarlier()
    {
        var task = await _home.AcceptedAsync();
        _home.Clock.Advance(TimeSpan.FromMinutes(9));

        var outcome = await _home.Open().Store.BeginAsync(await _home.ScopeAsync(), StoreFixture.Task(), BudgetLimits.Unlimited, StoreFixture.Window, newTake: false);

        Assert.Equal(task.Handle, Assert.IsType<BeginOutcome.Duplicate>(outcome).Earlier.Handle);
    }

    [Fact]
    public async Task Begin_SameRequestAfterTheWindow_Begins()
    {
        await _home.AcceptedAsync();
        _home.Clock.Advance(StoreFixture.Window);

        Assert.IsType<BeginOutcome.Begun>(await _home.BeginAsync());
    }

    [Fact]
    public async Task Begin_NewTake_Begins()
    {
        await _home.AcceptedAsync();

        Assert.IsType<BeginOutcome.Begun>(await _home.BeginAsync(newTake: true));
    }

    [Fact]
    public async Task Begin_AfterRejected_Begins()
    {
        await _home.Store.RejectAsync((await _home.BegunAsync()).Handle, "x", "y");

        Assert.IsType<BeginOutcome.Begun>(await _home.BeginAsync());
    }

    [Theory]
    [InlineData("FAILED")]
    [InlineData("CANCELLED")]
    public async Task Begin_AfterEndWithoutVideo_Begins(string status)
    {
        await _home.Store.ObserveAsync((await _home.AcceptedAsync()).Handle, StoreFixture.News(ApiTaskStatus.FromValue(status)));

        Assert.IsType<BeginOutcome.Begun>(await _home.BeginAsync());
    }

    /// <summary>The service lost the task, so there will be no video, and the user must be able to ask for it again.</summary>
    [Fact]
    public async Task Begin_AfterTheServiceLostTheTask_Begins()
    {
        await _home.Store.ApplyAsync((await _home.AcceptedAsync()).Handle, new TaskUpdate.NotFound("gone"));

        Assert.IsType<BeginOutcome.Begun>(await _home.BeginAsync());
    }

    [Fact]
    public async Task Begin_InAnotherScope_Begins()
    {
        await _home.AcceptedAsync();
        var other = await _home.Store.GetScopeAsync(new Uri("http://127.0.0.1:5000"), new ApiKey("sk-test"), null, Token);

        var outcome = await _home.Store.BeginAsync(other, StoreFixture.Task(), new BudgetLimits(1, 1, 5), StoreFixture.Window, newTake: false);

        Assert.IsType<BeginOutcome.Begun>(outcome);
        Assert.IsType<FindOutcome.NotFound>(await _home.Store.FindAsync(other, "id-1", Token));
    }

    [Fact]
    public async Task Begin_UnknownYoungerThanADay_BlocksAlsoANewTake()
    {
        await _home.Store.MarkUnknownAsync((await _home.BegunAsync()).Handle, "timeout", "late");
        _home.Clock.Advance(TimeSpan.FromHours(23));

        Assert.IsType<BeginOutcome.BlockedByUnknown>(await _home.BeginAsync(newTake: true));
        Assert.IsType<BeginOutcome.BlockedByUnknown>(await _home.BeginAsync());
    }

    [Fact]
    public async Task Begin_UnknownOfADay_BlocksNoMore()
    {
        await _home.Store.MarkUnknownAsync((await _home.BegunAsync()).Handle, "timeout", "late");
        _home.Clock.Advance(TimeSpan.FromHours(24));

        Assert.IsType<BeginOutcome.Begun>(await _home.BeginAsync());
    }

    [Fact]
    public async Task Begin_ZeroAllowed_NeverFreesUp()
    {
        var outcome = await _home.BeginAsync(limits: new BudgetLimits(0, null, null));

        Assert.Equal(new BudgetRefusal(BudgetLimit.TasksPerHour, 0, 0, 1, null), Assert.IsType<BeginOutcome.OverBudget>(outcome).Refusal);
    }

    [Fact]
    public async Task Begin_HourUsedUp_SaysWhenItFreesUpAndThenBegins()
    {
        var limits = new BudgetLimits(2, null, null);
        var first = await _home.BegunAsync(StoreFixture.Task("a"));
        _home.Clock.Advance(TimeSpan.FromMinutes(20));
        await _home.BegunAsync(StoreFixture.Task("b"));

        var refusal = Assert.IsType<BeginOutcome.OverBudget>(await _home.BeginAsync(StoreFixture.Task("c"), limits)).Refusal;
        _home.Clock.Advance(refusal.FreesUpAt!.Value - _home.Clock.GetUtcNow());

        Assert.Equal(first.CreatedAt + TimeSpan.FromHours(1), refusal.FreesUpAt);
        Assert.IsType<BeginOutcome.Begun>(await _home.BeginAsync(StoreFixture.Task("c"), limits));
    }

    [Fact]
    public async Task Begin_SecondsUsedUp_FreesUpWhenEnoughHaveLeft()
    {
        var limits = new BudgetLimits(null, null, 20);
        await _home.BegunAsync(StoreFixture.Task("a", duration: 5));
        _home.Clock.Advance(TimeSpan.FromHours(1));
        var second = await _home.BegunAsync(StoreFixture.Task("b", duration: 10));

        var outcome = await _home.BeginAsync(StoreFixture.Task("c", duration: 11), limits);

        Assert.Equal(
            new BudgetRefusal(BudgetLimit.SecondsPerDay, 20, 15, 11, second.CreatedAt + TimeSpan.FromDays(1)),
            Assert.IsType<BeginOutcome.OverBudget>(outcome).Refusal);
    }

    [Fact]
    public async Task Begin_FailedAndUnknown_CountAgainstTheBudget()
    {
        await _home.Store.ObserveAsync((await _home.AcceptedAsync("id-1", StoreFixture.Task("a"))).Handle, StoreFixture.News(ApiTaskStatus.Failed));
        await _home.Store.MarkUnknownAsync((await _home.BegunAsync(StoreFixture.Task("b"))).Handle, "timeout", "late");
        await _home.Store.RejectAsync((await _home.BegunAsync(StoreFixture.Task("c"))).Handle, "x", "y");

        var refusal = Assert.IsType<BeginOutcome.OverBudget>(await _home.BeginAsync(StoreFixture.Task("d"), new BudgetLimits(null, 2, null))).Refusal;

        Assert.Equal(2, refusal.Used);
    }

    [Fact]
    public async Task Begin_HundredAtOnceOnSeveralInstancesForOnePlace_BeginsExactlyOne()
    {
        ITaskStore[] stores = [_home.Store, _home.Open().Store, _home.Open().Store, _home.Open().Store];
        var scope = await _home.ScopeAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(async () => await stores[i % stores.Length].BeginAsync(
            scope, StoreFixture.Task("f" + i), new BudgetLimits(1, null, null), StoreFixture.Window, newTake: false))));

        Assert.Single(outcomes.OfType<BeginOutcome.Begun>());
        Assert.Equal(99, outcomes.OfType<BeginOutcome.OverBudget>().Count());
    }

    [Fact]
    public async Task Begin_EqualRequestStillInFlightAfterTheWindow_NamesIt()
    {
        var inFlight = await _home.BegunAsync();
        _home.Clock.Advance(StoreFixture.Window + TimeSpan.FromMinutes(1));

        var outcome = await _home.Open().Store.BeginAsync(await _home.ScopeAsync(), StoreFixture.Task(), BudgetLimits.Unlimited, StoreFixture.Window, newTake: false);

        Assert.Equal(inFlight.Handle, Assert.IsType<BeginOutcome.Duplicate>(outcome).Earlier.Handle);
    }

    [Fact]
    public async Task Begin_OwnerOfAnEqualRequestHasEnded_IsBlockedByItsUnknownOutcome()
    {
        using (var owner = _home.Open())
            Assert.IsType<BeginOutcome.Begun>(await owner.Store.BeginAsync(await _home.ScopeAsync(), StoreFixture.Task(), BudgetLimits.Unlimited, StoreFixture.Window));
        _home.Clock.Advance(AdmissionPolicy.SubmissionLease);

        Assert.IsType<BeginOutcome.BlockedByUnknown>(await _home.BeginAsync(newTake: true));
    }

    [Fact]
    public async Task Begin_UnknownBehindANewerEqualTask_Blocks()
    {
        var older = await _home.BegunAsync();
        var newer = Assert.IsType<BeginOutcome.Begun>(await _home.BeginAsync(newTake: true)).Task;
        await _home.Store.AcceptAsync(newer.Handle, "id-2");
        await _home.Store.MarkUnknownAsync(older.Handle);

        Assert.Equal(older.Handle, Assert.IsType<BeginOutcome.BlockedByUnknown>(await _home.BeginAsync(newTake: true)).Unknown.Handle);
    }

    [Fact]
    public async Task Begin_SucceededTask_IsADuplicate()
    {
        await _home.Store.ObserveAsync((await _home.AcceptedAsync()).Handle, StoreFixture.News(ApiTaskStatus.Succeeded));

        Assert.IsType<BeginOutcome.Duplicate>(await _home.BeginAsync());
    }

    [Fact]
    public async Task Begin_AnotherCallerOfTheAccount_HasDuplicatesAndLimitsOfTheirOwn()
    {
        var other = await _home.Store.GetScopeAsync(new Uri("https://api.example.com"), new ApiKey("sk-test"), "ada", Token);
        await _home.AcceptedAsync();

        Assert.IsType<BeginOutcome.Begun>(await _home.Store.BeginAsync(other, StoreFixture.Task(), new BudgetLimits(1, 1, 5), StoreFixture.Window));
    }

    [Fact]
    public async Task Begin_DurationLeftToTheService_CountsAsFiveSeconds()
    {
        await _home.BegunAsync(StoreFixture.Task("a", duration: null));

        Assert.Equal(5, Assert.IsType<BeginOutcome.OverBudget>(await _home.BeginAsync(StoreFixture.Task("b", duration: 5), new BudgetLimits(null, null, 9))).Refusal.Used);
    }

    [Fact]
    public async Task Begin_ClockWasSetBack_CountsTheTaskFromTheFuture()
    {
        await _home.BegunAsync();
        _home.Clock.AdjustTime(_home.Clock.GetUtcNow() - TimeSpan.FromDays(2));

        Assert.IsType<BeginOutcome.OverBudget>(await _home.BeginAsync(StoreFixture.Task("b"), new BudgetLimits(1, null, null)));
        Assert.IsType<BeginOutcome.Duplicate>(await _home.BeginAsync());
    }
}
