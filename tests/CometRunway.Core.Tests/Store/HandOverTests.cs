using CometRunway.Store;
using CometRunway.Store.Sqlite;

namespace CometRunway.Core.Tests.Store;

/// <summary>Which process may send a recorded request: never two, and a request that nobody sent is never recorded as perhaps charged.</summary>
public sealed class HandOverTests : IDisposable
{
    private static readonly SubmissionOutcome.Rejected Withdrawn = new("app_stopping", "stopping");

    // The other process has the real clock.
    private readonly SqliteFixture _home = new(TimeProvider.System.GetUtcNow());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task TryTakeOver_RowThatAwaitsASender_HappensOnce()
    {
        var task = await AwaitedAsync();

        var first = Others().TryTakeOver(task.Handle, isSender: true);
        var second = Others().TryTakeOver(task.Handle, isSender: true);

        Assert.Equal(task.Handle, first?.Handle);
        Assert.Null(second);
    }

    [Fact]
    public async Task TryTakeOver_RowThatItsWriterSends_IsRefused()
    {
        var task = await _home.BegunAsync();

        Assert.Null(Others().TryTakeOver(task.Handle, isSender: true));
        Assert.False(Others().TryWithdraw(task.Handle, Withdrawn));
        Assert.Equal(VideoTaskState.Submitting, (await RowAsync(task)).State);
    }

    [Fact]
    public async Task TryWithdraw_RowThatAwaitsASender_PreventsThatItIsSent()
    {
        var task = await AwaitedAsync();

        var withdrawn = Others().TryWithdraw(task.Handle, Withdrawn);

        Assert.True(withdrawn);
        Assert.Null(Others().TryTakeOver(task.Handle, isSender: true));
        Assert.Equal((VideoTaskState.Rejected, "app_stopping"), ((await RowAsync(task)).State, (await RowAsync(task)).ErrorCode));
        Assert.IsType<BeginOutcome.Begun>(await _home.BeginAsync());
    }

    [Fact]
    public async Task TryWithdraw_AfterASenderTookOver_ChangesNothing()
    {
        var task = await AwaitedAsync();
        Others().TryTakeOver(task.Handle, isSender: true);

        Assert.False(Others().TryWithdraw(task.Handle, Withdrawn));
        Assert.Equal(VideoTaskState.Submitting, (await RowAsync(task)).State);
    }

    [Theory]
    [InlineData(40)]
    public async Task TakeOverAndWithdraw_AtTheSameTime_ExactlyOneWins(int rounds)
    {
        HandOvers[] processes = [Others(), Others(), Others()];
        for (var round = 0; round < rounds; round++)
        {
            var task = await AwaitedAsync($"f{round}");
            using var start = new Barrier(processes.Length);

            List<Func<bool>> attempts =
            [
                () => processes[0].TryTakeOver(task.Handle, isSender: true) is not null,
                () => processes[1].TryTakeOver(task.Handle, isSender: false) is not null,
                () => processes[2].TryWithdraw(task.Handle, Withdrawn),
            ];
            // The last to arrive at the barrier is often the first afterwards, so each is the last in turn.
            var won = await Task.WhenAll(Enumerable.Range(round, attempts.Count).Select(i => Racer(attempts[i % attempts.Count])));

            Assert.Single(won, true);

            Task<bool> Racer(Func<bool> attempt) => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait(Token);
                    return attempt();
                },
                Token,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
        }
    }

    [Fact]
    public async Task OwnerKilledBeforeTheHandOver_RowWasNeverSentAndCanBeMadeAgain()
    {
        using var child = new LedgerChild(_home.Folder);
        var handle = (await child.Ask("begin-awaiting f1"))!;
        child.Kill();

        var outcome = await _home.BeginAsync();

        var row = (await _home.Store.GetAsync(handle, Token))!;
        Assert.Equal((VideoTaskState.Rejected, "never_sent"), (row.State, row.ErrorCode));
        Assert.IsType<BeginOutcome.Begun>(outcome);
        Assert.Null(Others().TryTakeOver(handle, isSender: true));
    }

    [Fact]
    public async Task OwnerKilledAfterTheHandOver_RowIsUnderWayWhileItsSenderRunsAndUnknownAfterwards()
    {
        using var server = new LedgerChild(_home.Folder);
        using var sender = new LedgerChild(_home.Folder);
        var handle = (await server.Ask("begin-awaiting f1"))!;
        var taken = await sender.Ask("take " + handle);

        server.Kill();
        var whileRunning = await _home.BeginAsync();
        var running = Others().CountRunning();
        sender.Kill();
        var afterwards = await _home.BeginAsync();

        Assert.Equal("yes", taken);
        Assert.Equal(handle, Assert.IsType<BeginOutcome.Duplicate>(whileRunning).Earlier.Handle);
        Assert.Equal(1, running);
        Assert.Equal("abandoned", Assert.IsType<BeginOutcome.BlockedByUnknown>(afterwards).Unknown.ErrorCode);
        Assert.Equal(0, Others().CountRunning());
    }

    /// <summary>The server remembers the row as it was before the take-over. Its request is under way, so it must not be sent again.</summary>
    [Fact]
    public async Task FileEmptiedAfterTheTakeOver_ServerThatPutsTheRowBackIsKilled_RequestIsNotSentAgain()
    {
        using var server = new LedgerChild(_home.Folder);
        using var sender = new LedgerChild(_home.Folder);
        var handle = (await server.Ask("begin-awaiting f1"))!;
        await sender.Ask("take " + handle);
        await File.WriteAllBytesAsync(Path.Combine(_home.Folder, "ledger.db"), [], Token);
        await server.Ask("lease " + handle);

        server.Kill();
        var again = await _home.BeginAsync();
        await sender.Ask($"accept {handle} id-1");

        Assert.IsNotType<BeginOutcome.Begun>(again);
        Assert.Equal((VideoTaskState.Accepted, "id-1"), ((await _home.Store.GetAsync(handle, Token))!.State, (await _home.Store.GetAsync(handle, Token))!.TaskId));
    }

    [Fact]
    public async Task FileEmptiedBeforeTheTakeOver_OnlyTheSenderMayTakeOver()
    {
        var task = await AwaitedAsync();
        await File.WriteAllBytesAsync(Path.Combine(_home.Folder, "ledger.db"), [], Token);
        await RowAsync(task);

        Assert.Null(Others().TryTakeOver(task.Handle, isSender: false));
        Assert.False(Others().TryWithdraw(task.Handle, Withdrawn));
        Assert.NotNull(Others().TryTakeOver(task.Handle, isSender: true));
    }

    [Fact]
    public async Task Conclude_UnknownAfterOthersFoundItNeverSent_IsUnknown()
    {
        var task = await AwaitedAsync();
        await _home.Store.ConcludeAsync(task.Handle, HandOvers.NeverSent);

        await _home.Store.ConcludeAsync(task.Handle, new SubmissionOutcome.Unknown("no_answer", "none"));

        Assert.Equal((VideoTaskState.Unknown, "no_answer"), ((await RowAsync(task)).State, (await RowAsync(task)).ErrorCode));
    }

    [Fact]
    public async Task Conclude_AfterATakeOverWhoseRowWasLost_KeepsTheId()
    {
        var task = await AwaitedAsync();
        using var sender = _home.Open();
        var ledger = _home.Ledger!;
        new HandOvers(ledger).TryTakeOver(task.Handle, isSender: true);
        ledger.Write(connection => connection.Execute("DELETE FROM tasks"));

        await sender.Store.ConcludeAsync(task.Handle, new SubmissionOutcome.Accepted("id-9"));

        Assert.Equal("id-9", (await RowAsync(task)).TaskId);
    }

    [Fact]
    public void LastFailure_OfAnotherProcess_IsReadWithItsTime()
    {
        var none = Others().GetLastFailure();

        Others().RecordFailure("no_such_file");
        var failure = Others().GetLastFailure();

        Assert.Null(none);
        Assert.Equal("no_such_file", failure!.Message);
        Assert.Equal(0, (_home.Clock.GetUtcNow() - failure.At).TotalMinutes, 1);
    }

    private HandOvers Others()
    {
        _home.Open();
        return new HandOvers(_home.Ledger!);
    }

    private async Task<VideoTask> AwaitedAsync(string fingerprint = "f1")
    {
        var terms = new AdmissionTerms { Limits = BudgetLimits.Unlimited, DuplicateWindow = StoreFixture.Window, AwaitsSender = true };
        return Assert.IsType<BeginOutcome.Begun>(await _home.Store.BeginAsync(await _home.ScopeAsync(), StoreFixture.Task(fingerprint), terms, Token)).Task;
    }

    private async Task<VideoTask> RowAsync(VideoTask task) => (await _home.Store.GetAsync(task.Handle, Token))!;
}
