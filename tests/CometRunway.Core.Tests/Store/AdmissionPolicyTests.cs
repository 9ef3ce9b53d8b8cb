using CometRunway.Api;
using CometRunway.Options;
using CometRunway.Store;
using CometRunway.Store.Sqlite;

namespace CometRunway.Core.Tests.Store;

public sealed class AdmissionTests : IDisposable
{
    private readonly LedgerFixture _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Begin_SameRequestWithinTheWindowFromAnotherInstance_NamesTheEarlier()
    {
        var entry = _home.Accepted();
        _home.Clock.Advance(TimeSpan.FromMinutes(9));

        var outcome = _home.Open().Begin(_home.Scope, LedgerFixture.Task(), BudgetLimits.Unlimited, LedgerFixture.Window, newTake: false);

        Assert.Equal(entry.Handle, Assert.IsType<BeginOutcome.Duplicate>(outcome).Earlier.Handle);
    }

    [Fact]
    public void Begin_SameRequestAfterTheWindow_Begins()
    {
        _home.Accepted();
        _home.Clock.Advance(LedgerFixture.Window);

        Assert.IsType<BeginOutcome.Begun>(_home.Begin());
    }

    [Fact]
    public void Begin_NewTake_Begins()
    {
        _home.Accepted();

        Assert.IsType<BeginOutcome.Begun>(_home.Begin(newTake: true));
    }

    [Fact]
    public void Begin_AfterRejected_Begins()
    {
        _home.Ledger.Reject(_home.Begun().Handle, "x", "y");

        Assert.IsType<BeginOutcome.Begun>(_home.Begin());
    }

    [Theory]
    [InlineData("FAILED")]
    [InlineData("CANCELLED")]
    public void Begin_AfterEndWithoutVideo_Begins(string status)
    {
        _home.Ledger.Observe(_home.Accepted().Handle, LedgerFixture.News(ApiTaskStatus.FromValue(status)));

        Assert.IsType<BeginOutcome.Begun>(_home.Begin());
    }

    [Fact]
    public void Begin_InAnotherScope_Begins()
    {
        _home.Accepted();
        var other = _home.Ledger.ScopeFor(new Uri("http://127.0.0.1:5000"), new ApiKey("sk-test"), null);

        var outcome = _home.Ledger.Begin(other, LedgerFixture.Task(), new BudgetLimits(1, 1, 5), LedgerFixture.Window, newTake: false);

        Assert.IsType<BeginOutcome.Begun>(outcome);
        Assert.IsType<FindOutcome.NotFound>(_home.Ledger.Find(other, "id-1"));
    }

    [Fact]
    public void Begin_UnknownYoungerThanADay_BlocksAlsoANewTake()
    {
        _home.Ledger.MarkUnknown(_home.Begun().Handle, "timeout", "late");
        _home.Clock.Advance(TimeSpan.FromHours(23));

        Assert.IsType<BeginOutcome.BlockedByUnknown>(_home.Begin(newTake: true));
        Assert.IsType<BeginOutcome.BlockedByUnknown>(_home.Begin());
    }

    [Fact]
    public void Begin_UnknownOfADay_BlocksNoMore()
    {
        _home.Ledger.MarkUnknown(_home.Begun().Handle, "timeout", "late");
        _home.Clock.Advance(TimeSpan.FromHours(24));

        Assert.IsType<BeginOutcome.Begun>(_home.Begin());
    }

    [Fact]
    public void Begin_ZeroAllowed_NeverFreesUp()
    {
        var outcome = _home.Begin(limits: new BudgetLimits(0, null, null));

        Assert.Equal(new BudgetRefusal(BudgetLimit.TasksPerHour, 0, 0, 1, null), Assert.IsType<BeginOutcome.OverBudget>(outcome).Refusal);
    }

    [Fact]
    public void Begin_HourUsedUp_SaysWhenItFreesUpAndThenBegins()
    {
        var limits = new BudgetLimits(2, null, null);
        var first = _home.Begun(LedgerFixture.Task("a"));
        _home.Clock.Advance(TimeSpan.FromMinutes(20));
        _home.Begun(LedgerFixture.Task("b"));

        var refusal = Assert.IsType<BeginOutcome.OverBudget>(_home.Begin(LedgerFixture.Task("c"), limits)).Refusal;
        _home.Clock.Advance(refusal.FreesUpAt!.Value - _home.Clock.GetUtcNow());

        Assert.Equal(first.CreatedAt + TimeSpan.FromHours(1), refusal.FreesUpAt);
        Assert.IsType<BeginOutcome.Begun>(_home.Begin(LedgerFixture.Task("c"), limits));
    }

    [Fact]
    public void Begin_SecondsUsedUp_FreesUpWhenEnoughHaveLeft()
    {
        var limits = new BudgetLimits(null, null, 20);
        _home.Begun(LedgerFixture.Task("a", duration: 5));
        _home.Clock.Advance(TimeSpan.FromHours(1));
        var second = _home.Begun(LedgerFixture.Task("b", duration: 10));

        var outcome = _home.Begin(LedgerFixture.Task("c", duration: 11), limits);

        Assert.Equal(
            new BudgetRefusal(BudgetLimit.SecondsPerDay, 20, 15, 11, second.CreatedAt + TimeSpan.FromDays(1)),
            Assert.IsType<BeginOutcome.OverBudget>(outcome).Refusal);
    }

    [Fact]
    public void Begin_FailedAndUnknown_CountAgainstTheBudget()
    {
        _home.Ledger.Observe(_home.Accepted("id-1", LedgerFixture.Task("a")).Handle, LedgerFixture.News(ApiTaskStatus.Failed));
        _home.Ledger.MarkUnknown(_home.Begun(LedgerFixture.Task("b")).Handle, "timeout", "late");
        _home.Ledger.Reject(_home.Begun(LedgerFixture.Task("c")).Handle, "x", "y");

        var refusal = Assert.IsType<BeginOutcome.OverBudget>(_home.Begin(LedgerFixture.Task("d"), new BudgetLimits(null, 2, null))).Refusal;

        Assert.Equal(2, refusal.Used);
    }

    [Fact]
    public async Task Begin_HundredAtOnceOnSeveralInstancesForOnePlace_BeginsExactlyOne()
    {
        SqliteTaskStore[] ledgers = [_home.Ledger, _home.Open(), _home.Open(), _home.Open()];
        var scope = _home.Scope;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => ledgers[i % ledgers.Length].Begin(
            scope, LedgerFixture.Task("f" + i), new BudgetLimits(1, null, null), LedgerFixture.Window, newTake: false))));

        Assert.Single(outcomes.OfType<BeginOutcome.Begun>());
        Assert.Equal(99, outcomes.OfType<BeginOutcome.OverBudget>().Count());
    }
}
