using CometRunway.Store;
using CometRunway.TestKit.Stores;

namespace CometRunway.Core.Tests.Store.Contract;

public abstract partial class TaskStoreContract
{
    [Fact]
    public async Task Begin_OverALimitThatWasAllowed_BeginsAndSaysSo()
    {
        await _home.BegunAsync(StoreFixture.Task("a"));

        var task = Assert.IsType<BeginOutcome.Begun>(await OverAsync("b", new(1, null, null), BudgetLimit.TasksPerHour)).Task;

        Assert.Contains("A person allowed", task.Warning, StringComparison.Ordinal);
        Assert.Equal(task.Warning, (await _home.Open().Store.GetAsync(task.Handle, Token))!.Warning);
    }

    [Fact]
    public async Task Begin_AfterOneWasAllowed_IsRefusedAsBefore()
    {
        await _home.BegunAsync(StoreFixture.Task("a"));
        await OverAsync("b", new(1, null, null), BudgetLimit.TasksPerHour);

        var refusal = Assert.IsType<BeginOutcome.OverBudget>(await OverAsync("c", new(1, null, null))).Refusal;

        Assert.Equal((1, 2), (refusal.Allowed, refusal.Used));
    }

    [Fact]
    public async Task Begin_OverAnotherLimitThanAllowed_IsRefusedForThatOne()
    {
        await _home.BegunAsync(StoreFixture.Task("a"));

        var outcome = await OverAsync("b", new(1, null, 5), BudgetLimit.TasksPerHour);

        Assert.Equal(BudgetLimit.SecondsPerDay, Assert.IsType<BeginOutcome.OverBudget>(outcome).Refusal.Limit);
    }

    [Fact]
    public async Task Begin_OverALimitOfZero_IsRefusedWhateverWasAllowed()
    {
        var refusal = Assert.IsType<BeginOutcome.OverBudget>(await OverAsync("a", new(0, 5, null), BudgetLimit.TasksPerHour, BudgetLimit.TasksPerDay)).Refusal;

        Assert.False(refusal.MayBeAsked);
    }

    [Fact]
    public async Task Begin_OverSeveralLimits_NamesThemAll()
    {
        await _home.BegunAsync(StoreFixture.Task("a"));

        var refusal = Assert.IsType<BeginOutcome.OverBudget>(await OverAsync("b", new(1, 7, 5))).Refusal;

        Assert.Equal([BudgetLimit.SecondsPerDay, BudgetLimit.TasksPerHour], refusal.Limits);
        Assert.True(refusal.MayBeAsked);
    }

    [Fact]
    public async Task Begin_AllowedButMadeMeanwhile_IsTheEarlierOne()
    {
        await _home.BegunAsync(StoreFixture.Task("a"));

        Assert.IsType<BeginOutcome.Duplicate>(await OverAsync("a", new(1, null, null), BudgetLimit.TasksPerHour));
    }

    private async Task<BeginOutcome> OverAsync(string fingerprint, BudgetLimits limits, params BudgetLimit[] over) =>
        await _home.Store.BeginAsync(await _home.ScopeAsync(), StoreFixture.Task(fingerprint), limits, StoreFixture.Window, newTake: false, over);
}
