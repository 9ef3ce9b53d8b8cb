using CometRunway.Configuration;
using CometRunway.Ledger;
using CometRunway.Sandbox.Faults;

namespace CometRunway.Core.Tests.Balances;

/// <summary>The balance before and now, for a person who settles an unknown outcome.</summary>
public sealed class BalanceInquiryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("reset-after-accept", 1)]
    [InlineData("reset-before-accept", 0)]
    public async Task Ask_OutcomeUnknown_ShowsWhatWasReallyCharged(string fault, int tasks)
    {
        await using var lab = await BalanceLab.StartAsync();
        lab.Sandbox.Faults.Add(new FaultRule("create", fault));
        var unknown = await lab.CreateAsync();

        var evidence = await lab.Inquiry.AskAsync(unknown, Token);

        Assert.Equal(LedgerState.Unknown, unknown.State);
        Assert.Equal(tasks, lab.Sandbox.Journal.Tasks.Count(task => task.ChargedUsd > 0));
        Assert.Equal(lab.Sandbox.Journal.Tasks.Sum(task => task.ChargedUsd), evidence!.Difference);
        Assert.Empty(evidence.Others);
        Assert.Equal(LedgerState.Unknown, lab.Ledger.Get(unknown.Handle)!.State);
    }

    [Fact]
    public async Task Ask_OthersWereCreatedInBetween_NamesThemAndNotThoseBefore()
    {
        await using var lab = await BalanceLab.StartAsync();
        var before = await lab.CreateAsync("earlier");
        lab.Ledger.Observe(before.Handle, new VideoTasks.VideoTask { Id = before.TaskId!, Status = VideoTasks.VideoTaskStatus.Failed, FinishedAt = before.CreatedAt });
        lab.Sandbox.Faults.Add(new FaultRule("create", "reset-before-accept"), new FaultRule("create", "quota-not-enough"));
        var unknown = await lab.CreateAsync("the doubtful one");
        var rejected = await lab.CreateAsync("refused");
        var after = await lab.CreateAsync("later");

        var evidence = await lab.Inquiry.AskAsync(unknown, Token);

        Assert.Equal(LedgerState.Rejected, rejected.State);
        Assert.Equal([after.Handle], evidence!.Others.Select(other => other.Handle));
        Assert.Equal(lab.Sandbox.Journal.Tasks[^1].ChargedUsd, evidence.Difference);
    }

    [Fact]
    public async Task Ask_AnotherKeyIsSetNow_ComparesNothingAndAsksNothing()
    {
        await using var lab = await BalanceLab.StartAsync();
        lab.Sandbox.Faults.Add(new FaultRule("create", "reset-after-accept"));
        var unknown = await lab.CreateAsync();
        await using var shell = lab.Beside(options => options.ApiKey = new ApiKey("sk-another-account"));

        var evidence = await shell.Inquiry.AskAsync(unknown, Token);

        Assert.Null(evidence!.Now);
        Assert.Null(evidence.Difference);
        Assert.Contains("CometRunwayOptions.ApiKey", evidence.WhyNotNow, StringComparison.Ordinal);
        Assert.Equal(["quota", "create"], lab.Asked);
    }

    [Fact]
    public async Task Ask_SwitchedOffSince_TellsWhatWasNotedAndAsksNothing()
    {
        await using var lab = await BalanceLab.StartAsync();
        lab.Sandbox.Faults.Add(new FaultRule("create", "reset-after-accept"));
        var unknown = await lab.CreateAsync();
        await using var shell = lab.Beside(options => options.BalanceQuery = false);

        var evidence = await shell.Inquiry.AskAsync(unknown, Token);

        Assert.Equal(0m, evidence!.Before.Used);
        Assert.Contains("CometRunwayOptions.BalanceQuery", evidence.WhyNotNow, StringComparison.Ordinal);
        Assert.Equal(["quota", "create"], lab.Asked);
    }

    [Fact]
    public async Task Ask_CannotBeReadNow_SaysSo()
    {
        await using var lab = await BalanceLab.StartAsync();
        lab.Sandbox.Faults.Add(new FaultRule("create", "reset-after-accept"), new FaultRule("quota", "bad-gateway") { Skip = 1 });
        var unknown = await lab.CreateAsync();

        var evidence = await lab.Inquiry.AskAsync(unknown, Token);

        Assert.NotNull(evidence!.Before);
        Assert.Null(evidence.Now);
        Assert.Contains("could not be read", evidence.WhyNotNow, StringComparison.Ordinal);
    }
}
