using CometRunway.Api;
using CometRunway.Store;

namespace CometRunway.Core.Tests.Store;

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
        Assert.Equal(VideoTaskState.Submitting, seen.State);
        Assert.Equal(entry with { Files = seen.Files, OutputLinks = seen.OutputLinks }, seen);
        Assert.Matches("^v[2-9a-hjkmnp-z]{3}$", entry.Handle);
    }

    [Fact]
    public void Accept_AfterBegin_KeepsIdCreditsAndWarning()
    {
        var entry = _home.Begun();
        _home.Clock.Advance(TimeSpan.FromSeconds(2));

        var accepted = _home.Ledger.Accept(entry.Handle, new CreateTaskResponse("id-1", MayNeverBecomeVisible: true, EstimatedCredits: 25));

        Assert.Equal(VideoTaskState.Accepted, accepted.State);
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

        var accepted = _home.Ledger.Accept(handle, new CreateTaskResponse("id-1"));

        Assert.Equal(VideoTaskState.Accepted, accepted.State);
        Assert.Null(accepted.ErrorCode);
    }

    [Fact]
    public void Reject_AfterUnknown_TurnsItIntoRejected()
    {
        var handle = _home.Begun().Handle;
        _home.Ledger.MarkUnknown(handle, "timeout", "No answer in 100 s.");

        var rejected = _home.Ledger.Reject(handle, "invalid_request", "ratio");

        Assert.Equal(VideoTaskState.Rejected, rejected.State);
        Assert.Equal("invalid_request", rejected.ErrorCode);
    }

    [Fact]
    public void MarkUnknown_AfterAccept_ChangesNothing()
    {
        var accepted = _home.Accepted();

        var after = _home.Ledger.MarkUnknown(accepted.Handle, "timeout", "late");

        Assert.Equal(VideoTaskState.Accepted, after.State);
        Assert.Equal(accepted.Revision, after.Revision);
    }

    [Fact]
    public void Reject_AfterAccept_KeepsTheId()
    {
        var accepted = _home.Accepted();

        var after = _home.Ledger.Reject(accepted.Handle, "x", "y");

        Assert.Equal(VideoTaskState.Accepted, after.State);
        Assert.Equal("id-1", after.TaskId);
    }

    [Fact]
    public void Accept_WithASecondId_NamesBoth()
    {
        var accepted = _home.Accepted();

        var after = _home.Ledger.Accept(accepted.Handle, new CreateTaskResponse("id-2"));

        Assert.Equal("id-1", after.TaskId);
        Assert.Contains("id-2", after.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Settle_NotCharged_FreesTheRequestAndTheBudget()
    {
        var handle = _home.Begun().Handle;
        _home.Ledger.MarkUnknown(handle, "timeout", "late");

        var settled = _home.Ledger.ResolveUnknown(handle, new UnknownResolution.NotCharged());

        Assert.Equal(VideoTaskState.Rejected, settled.State);
        Assert.NotNull(settled.ResolvedAt);
        Assert.IsType<BeginOutcome.Begun>(_home.Begin(limits: new BudgetLimits(1, 1, 5)));
    }

    [Fact]
    public void Settle_WithTheId_MakesItUnfinishedWork()
    {
        var handle = _home.Begun().Handle;
        _home.Ledger.MarkUnknown(handle, "timeout", "late");

        _home.Ledger.ResolveUnknown(handle, new UnknownResolution.TaskIs("id-9"));

        Assert.Equal("id-9", Assert.Single(_home.Ledger.Unfinished(_home.Scope)).TaskId);
    }

    [Fact]
    public void Settle_WithAnIdOfAnotherTask_IsRefused()
    {
        _home.Accepted("id-1", LedgerFixture.Task("other"));
        var handle = _home.Begun().Handle;
        _home.Ledger.MarkUnknown(handle, "timeout", "late");

        Assert.Throws<InvalidOperationException>(() => _home.Ledger.ResolveUnknown(handle, new UnknownResolution.TaskIs("id-1")));

        Assert.Equal(VideoTaskState.Unknown, _home.Ledger.Get(handle)!.State);
    }

    [Fact]
    public void Settle_OfAnythingElse_IsRefused()
    {
        var accepted = _home.Accepted();

        Assert.Throws<InvalidOperationException>(() => _home.Ledger.ResolveUnknown(accepted.Handle, new UnknownResolution.NotCharged()));
    }

    [Fact]
    public void Accept_AfterSettledNotCharged_BelievesTheId()
    {
        var handle = _home.Begun().Handle;
        _home.Ledger.MarkUnknown(handle, "timeout", "late");
        _home.Ledger.ResolveUnknown(handle, new UnknownResolution.NotCharged());

        var accepted = _home.Ledger.Accept(handle, new CreateTaskResponse("id-1"));

        Assert.Equal("id-1", accepted.TaskId);
        Assert.Equal(VideoTaskState.Accepted, accepted.State);
        Assert.Contains("settled", accepted.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Reject_AfterSettledWithAnId_LeavesTheSettlement()
    {
        var handle = _home.Begun().Handle;
        _home.Ledger.MarkUnknown(handle, "timeout", "late");
        _home.Ledger.ResolveUnknown(handle, new UnknownResolution.TaskIs("id-1"));

        var after = _home.Ledger.Reject(handle, "x", "y");

        Assert.Equal(VideoTaskState.Accepted, after.State);
        Assert.Equal("id-1", after.TaskId);
    }

    [Fact]
    public void ResolveAbandoned_OwnerAlive_LeavesItSubmitting()
    {
        var handle = _home.Begun().Handle;

        var count = _home.Open().ResolveOrphanedSubmissions();

        Assert.Equal(0, count);
        Assert.Equal(VideoTaskState.Submitting, _home.Ledger.Get(handle)!.State);
    }

    [Fact]
    public void ResolveAbandoned_LeaseRunOut_MakesItUnknown()
    {
        var handle = _home.Begun().Handle;
        _home.Clock.Advance(TimeSpan.FromMinutes(10));

        var count = _home.Open().ResolveOrphanedSubmissions();

        Assert.Equal(1, count);
        var entry = _home.Ledger.Get(handle)!;
        Assert.Equal(VideoTaskState.Unknown, entry.State);
        Assert.Equal("abandoned", entry.ErrorCode);
    }
}
