using CometRunway.Ledger;
using CometRunway.VideoTasks;

namespace CometRunway.Tests.Ledger;

public sealed class SubmissionTests : IDisposable
{
    private readonly LedgerFixture _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Begin_NewRequest_WritesARowThatOthersSee()
    {
        var entry = _home.Begun();

        var seen = _home.Open().Get(entry.Handle);

        Assert.NotNull(seen);
        Assert.Equal(LedgerState.Submitting, seen.State);
        Assert.Equal(entry with { Files = seen.Files, OutputLinks = seen.OutputLinks }, seen);
        Assert.Matches("^v[2-9a-hjkmnp-z]{3}$", entry.Handle);
    }

    [Fact]
    public void Accept_AfterBegin_KeepsIdCreditsAndWarning()
    {
        var entry = _home.Begun();
        _home.Clock.Advance(TimeSpan.FromSeconds(2));

        var accepted = _home.Ledger.Accept(entry.Handle, new TaskReceipt("id-1", MayNeverBecomeVisible: true, EstimatedCredits: 25));

        Assert.Equal(LedgerState.Accepted, accepted.State);
        Assert.Equal("id-1", accepted.TaskId);
        Assert.Equal(25, accepted.Credits);
        Assert.True(accepted.MayNeverBecomeVisible);
        Assert.Contains("never become visible", accepted.Warning, StringComparison.Ordinal);
        Assert.Equal(_home.Clock.GetUtcNow(), accepted.SubmittedAt);
        Assert.True(accepted.Revision > entry.Revision);
    }

    [Fact]
    public void Accept_AfterUnknown_TurnsItIntoAccepted()
    {
        var handle = _home.Begun().Handle;
        _home.Ledger.MarkUnknown(handle, "timeout", "No answer in 100 s.");

        var accepted = _home.Ledger.Accept(handle, new TaskReceipt("id-1"));

        Assert.Equal(LedgerState.Accepted, accepted.State);
        Assert.Null(accepted.ErrorCode);
    }

    [Fact]
    public void Reject_AfterUnknown_TurnsItIntoRejected()
    {
        var handle = _home.Begun().Handle;
        _home.Ledger.MarkUnknown(handle, "timeout", "No answer in 100 s.");

        var rejected = _home.Ledger.Reject(handle, "invalid_request", "ratio");

        Assert.Equal(LedgerState.Rejected, rejected.State);
        Assert.Equal("invalid_request", rejected.ErrorCode);
    }

    [Fact]
    public void MarkUnknown_AfterAccept_ChangesNothing()
    {
        var accepted = _home.Accepted();

        var after = _home.Ledger.MarkUnknown(accepted.Handle, "timeout", "late");

        Assert.Equal(LedgerState.Accepted, after.State);
        Assert.Equal(accepted.Revision, after.Revision);
    }

    [Fact]
    public void Reject_AfterAccept_KeepsTheId()
    {
        var accepted = _home.Accepted();

        var after = _home.Ledger.Reject(accepted.Handle, "x", "y");

        Assert.Equal(LedgerState.Accepted, after.State);
        Assert.Equal("id-1", after.TaskId);
    }

    [Fact]
    public void Accept_WithASecondId_NamesBoth()
    {
        var accepted = _home.Accepted();

        var after = _home.Ledger.Accept(accepted.Handle, new TaskReceipt("id-2"));

        Assert.Equal("id-1", after.TaskId);
        Assert.Contains("id-2", after.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Settle_NotCharged_FreesTheRequestAndTheBudget()
    {
        var handle = _home.Begun().Handle;
        _home.Ledger.MarkUnknown(handle, "timeout", "late");

        var settled = _home.Ledger.Settle(handle, new Settlement.NotCharged());

        Assert.Equal(LedgerState.Rejected, settled.State);
        Assert.NotNull(settled.SettledAt);
        Assert.IsType<BeginOutcome.Begun>(_home.Begin(limits: new BudgetLimits(1, 1, 5)));
    }

    [Fact]
    public void Settle_WithTheId_MakesItUnfinishedWork()
    {
        var handle = _home.Begun().Handle;
        _home.Ledger.MarkUnknown(handle, "timeout", "late");

        _home.Ledger.Settle(handle, new Settlement.TaskIs("id-9"));

        Assert.Equal("id-9", Assert.Single(_home.Ledger.Unfinished(_home.Scope)).TaskId);
    }

    [Fact]
    public void Settle_WithAnIdOfAnotherTask_IsRefused()
    {
        _home.Accepted("id-1", LedgerFixture.Task("other"));
        var handle = _home.Begun().Handle;
        _home.Ledger.MarkUnknown(handle, "timeout", "late");

        Assert.Throws<InvalidOperationException>(() => _home.Ledger.Settle(handle, new Settlement.TaskIs("id-1")));

        Assert.Equal(LedgerState.Unknown, _home.Ledger.Get(handle)!.State);
    }

    [Fact]
    public void Settle_OfAnythingElse_IsRefused()
    {
        var accepted = _home.Accepted();

        Assert.Throws<InvalidOperationException>(() => _home.Ledger.Settle(accepted.Handle, new Settlement.NotCharged()));
    }

    [Fact]
    public void Accept_AfterSettledNotCharged_BelievesTheId()
    {
        var handle = _home.Begun().Handle;
        _home.Ledger.MarkUnknown(handle, "timeout", "late");
        _home.Ledger.Settle(handle, new Settlement.NotCharged());

        var accepted = _home.Ledger.Accept(handle, new TaskReceipt("id-1"));

        Assert.Equal("id-1", accepted.TaskId);
        Assert.Equal(LedgerState.Accepted, accepted.State);
        Assert.Contains("settled", accepted.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Reject_AfterSettledWithAnId_LeavesTheSettlement()
    {
        var handle = _home.Begun().Handle;
        _home.Ledger.MarkUnknown(handle, "timeout", "late");
        _home.Ledger.Settle(handle, new Settlement.TaskIs("id-1"));

        var after = _home.Ledger.Reject(handle, "x", "y");

        Assert.Equal(LedgerState.Accepted, after.State);
        Assert.Equal("id-1", after.TaskId);
    }

    [Fact]
    public void ResolveAbandoned_OwnerAlive_LeavesItSubmitting()
    {
        var handle = _home.Begun().Handle;

        var count = _home.Open().ResolveAbandoned();

        Assert.Equal(0, count);
        Assert.Equal(LedgerState.Submitting, _home.Ledger.Get(handle)!.State);
    }

    [Fact]
    public void ResolveAbandoned_LeaseRunOut_MakesItUnknown()
    {
        var handle = _home.Begun().Handle;
        _home.Clock.Advance(TimeSpan.FromMinutes(10));

        var count = _home.Open().ResolveAbandoned();

        Assert.Equal(1, count);
        var entry = _home.Ledger.Get(handle)!;
        Assert.Equal(LedgerState.Unknown, entry.State);
        Assert.Equal("abandoned", entry.ErrorCode);
    }
}
