using CometRunway.Store;

namespace CometRunway.Core.Tests.Store;

/// <summary>A person's yes lets one task over the limits they were asked about, and no other task and no other limit.</summary>
public sealed class OverLimitTests : IDisposable
{
    private readonly LedgerFixture _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Begin_OverALimitThatWasAllowed_BeginsAndSaysSo()
    {
        _home.Begun(LedgerFixture.Task("a"));

        var entry = Assert.IsType<BeginOutcome.Begun>(Begin("b", new(1, null, null), BudgetLimit.TasksPerHour)).Entry;

        Assert.Contains("A person allowed", entry.Warning, StringComparison.Ordinal);
        Assert.Equal(entry.Warning, _home.Open().Get(entry.Handle)!.Warning);
    }

    [Fact]
    public void Begin_AfterOneWasAllowed_IsRefusedAsBefore()
    {
        _home.Begun(LedgerFixture.Task("a"));
        Begin("b", new(1, null, null), BudgetLimit.TasksPerHour);

        var refusal = Assert.IsType<BeginOutcome.OverBudget>(Begin("c", new(1, null, null))).Refusal;

        Assert.Equal((1, 2), (refusal.Allowed, refusal.Used));
    }

    [Fact]
    public void Begin_OverAnotherLimitThanAllowed_IsRefusedForThatOne()
    {
        _home.Begun(LedgerFixture.Task("a"));

        var outcome = Begin("b", new(1, null, 5), BudgetLimit.TasksPerHour);

        Assert.Equal(BudgetLimit.SecondsPerDay, Assert.IsType<BeginOutcome.OverBudget>(outcome).Refusal.Limit);
    }

    [Fact]
    public void Begin_OverALimitOfZero_IsRefusedWhateverWasAllowed()
    {
        var refusal = Assert.IsType<BeginOutcome.OverBudget>(Begin("a", new(0, 5, null), BudgetLimit.TasksPerHour, BudgetLimit.TasksPerDay)).Refusal;

        Assert.False(refusal.MayBeAsked);
    }

    [Fact]
    public void Begin_OverSeveralLimits_NamesThemAll()
    {
        _home.Begun(LedgerFixture.Task("a"));

        var refusal = Assert.IsType<BeginOutcome.OverBudget>(Begin("b", new(1, 7, 5))).Refusal;

        Assert.Equal([BudgetLimit.SecondsPerDay, BudgetLimit.TasksPerHour], refusal.Limits);
        Assert.True(refusal.MayBeAsked);
    }

    [Fact]
    public void Begin_AllowedButMadeMeanwhile_IsTheEarlierOne()
    {
        _home.Begun(LedgerFixture.Task("a"));

        Assert.IsType<BeginOutcome.Duplicate>(Begin("a", new(1, null, null), BudgetLimit.TasksPerHour));
    }

    private BeginOutcome Begin(string fingerprint, BudgetLimits limits, params BudgetLimit[] over) =>
        _home.Ledger.Begin(_home.Scope, LedgerFixture.Task(fingerprint), limits, LedgerFixture.Window, newTake: false, over);
}
