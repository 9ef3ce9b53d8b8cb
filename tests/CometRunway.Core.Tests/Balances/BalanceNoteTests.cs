using System.Collections.Concurrent;
using System.Diagnostics;
using CometRunway.Balances;
using CometRunway.Ledger;
using CometRunway.Sandbox.Faults;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;

namespace CometRunway.Core.Tests.Balances;

/// <summary>The balance is noted before a paid request, and is never in its way.</summary>
public sealed class BalanceNoteTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_QueryAllowed_NotesWhatWasUsedBeforeThePost()
    {
        await using var lab = await BalanceLab.StartAsync();

        var first = await lab.CreateAsync();
        var second = await lab.CreateAsync("a second one");

        Assert.Equal(["quota", "create", "quota", "create"], lab.Asked);
        Assert.Equal((0m, 100m, 0L), (first.BalanceBefore!.Used, first.BalanceBefore.Quota, first.BalanceBefore.Requests));
        Assert.Equal(lab.Sandbox.Journal.Tasks[0].ChargedUsd, second.BalanceBefore!.Used);
    }

    [Fact]
    public async Task Create_QueryNotAllowed_AsksNothing()
    {
        await using var lab = await BalanceLab.StartAsync(options => options.BalanceQuery = false);

        var entry = await lab.CreateAsync();

        Assert.Equal(["create"], lab.Asked);
        Assert.Null(entry.BalanceBefore);
    }

    [Theory]
    [InlineData("bad-gateway")]
    [InlineData("service-unavailable")]
    [InlineData("unauthorized")]
    [InlineData("html-200")]
    [InlineData("empty-200")]
    [InlineData("not-json")]
    [InlineData("null-json")]
    [InlineData("foreign-shape")]
    [InlineData("huge-body")]
    [InlineData("cut-body")]
    [InlineData("redirect")]
    [InlineData("reset-before-accept")]
    public async Task Create_BalanceCannotBeRead_IsCreatedWithoutANoteAndAskedOnce(string fault)
    {
        await using var lab = await BalanceLab.StartAsync();
        lab.Sandbox.Faults.Add(new FaultRule("quota", fault));

        var entry = await lab.CreateAsync();

        Assert.Equal(["quota", "create"], lab.Asked);
        Assert.NotNull(entry.TaskId);
        Assert.Null(entry.BalanceBefore);
    }

    [Fact]
    public async Task Create_BalanceIsNotAnswered_GoesOnAtTheTimeLimit()
    {
        var time = new LimitInHand();
        await using var lab = await BalanceLab.StartAsync(time: time);
        lab.Sandbox.Faults.Add(new FaultRule("quota", "pause-before-accept"));

        var creating = lab.CreateAsync();
        await lab.Sandbox.Faults.NextPausedAsync(Token).AsTask().WithTestTimeout(Token);
        var waiting = creating.IsCompleted;
        time.Pass();
        var entry = await creating.WithTestTimeout(Token);

        Assert.False(waiting);
        Assert.NotNull(entry.TaskId);
        Assert.Null(entry.BalanceBefore);
        Assert.Equal(1, lab.Sandbox.Posts);
    }

    [Theory]
    [InlineData("reset-before-accept")]
    [InlineData("bad-gateway")]
    [InlineData("redirect")]
    public async Task Create_BalanceCannotBeRead_ShowsTheKeyNowhere(string fault)
    {
        var spans = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "System.Net.Http",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => spans.Enqueue(string.Join(' ', span.TagObjects.Select(static tag => $"{tag.Value}"))),
        };
        ActivitySource.AddActivityListener(listener);
        await using var lab = await BalanceLab.StartAsync();
        lab.Sandbox.Faults.Add(new FaultRule("quota", fault), new FaultRule("create", "reset-after-accept"));

        var entry = await lab.CreateAsync();

        Assert.Equal(LedgerState.Unknown, entry.State);
        Assert.Contains("balance could not be read", lab.Logs.All, StringComparison.Ordinal);
        Assert.DoesNotContain(SandboxLab.Key, lab.Logs.All + entry, StringComparison.Ordinal);
        Assert.DoesNotContain(spans, static span => span.Contains("user/quota", StringComparison.Ordinal));
    }

    /// <summary>The machine's clock, on which the query's time limit is over when the test says so.</summary>
    private sealed class LimitInHand : TimeProvider
    {
        private readonly ConcurrentQueue<Action> _limits = new();

        /// <summary>The newest is the query's: the offer of models, with a limit as long, was asked for before.</summary>
        public void Pass() => _limits.Last()();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime != AccountBalances.TimeLimit)
                return base.CreateTimer(callback, state, dueTime, period);
            _limits.Enqueue(() => callback(state));
            return base.CreateTimer(static _ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
