using CometRunway.Balances;
using CometRunway.Ledger;
using CometRunway.McpServer.Verbs;

namespace CometRunway.McpServer.Tests.Verbs;

/// <summary>The words in which a person reads the difference.</summary>
public sealed class BalancePrinterTests
{
    [Theory]
    [InlineData(10, 10.25, 0.25, "which speaks for a charge")]
    [InlineData(10, 10.24, 0.25, "which speaks for a charge")]
    [InlineData(10, 10.75, 0.25, "more than it alone explains")]
    [InlineData(10, 10.01, 0.25, "less than it alone explains")]
    [InlineData(10, 10, 0.25, "which speaks against a charge")]
    [InlineData(10, 9.5, 0.25, "0.5 less is used than before, which no charge explains")]
    [InlineData(10, 10.25, null, "The difference is 0.25; what this task would have cost is not known")]
    public void Lines_Difference_SaysWhatItSpeaksFor(double before, double now, double? cost, string expected)
    {
        var lines = Lines(Unknown() with { EstimatedCost = (decimal?)cost }, Used(before), Used(now));

        Assert.Contains(lines, line => line.Contains(expected, StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("nothing else that was created in between", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("evidence, not proof", StringComparison.Ordinal));
    }

    [Fact]
    public void Lines_OnlyTheQuotaIsTold_ComparesThat()
    {
        var now = new AccountBalance { ReadAt = DateTimeOffset.UnixEpoch, Quota = 99.75m };

        var lines = Lines(Unknown(), now with { Quota = 100 }, now);

        Assert.Contains(lines, line => line.StartsWith("The difference is 0.25;", StringComparison.Ordinal));
    }

    [Fact]
    public void Lines_OthersInBetween_NamesThemAsAnotherCause()
    {
        var others = Enumerable.Range(0, 12).Select(i => Unknown() with { Handle = $"v{i:00}x", State = LedgerState.Succeeded, EstimatedCost = i == 0 ? null : 0.5m });

        var line = Assert.Single(Lines(Unknown(), Used(1), Used(2), [.. others]), line => line.Contains("v00x", StringComparison.Ordinal));

        Assert.Contains("v00x (cost not known, succeeded), v01x (about $0.50, succeeded)", line, StringComparison.Ordinal);
        Assert.Contains("and 2 more. The difference may be theirs", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_AnEqualTaskInBetween_DoesNotSayThatTheDifferenceIsThisOnes()
    {
        var lines = Lines(Unknown(), Used(10), Used(10.25), Unknown() with { Handle = "v8m3", State = LedgerState.Succeeded });

        Assert.DoesNotContain(lines, line => line.Contains("speaks for a charge", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("v8m3 (about $0.25, succeeded), about $0.25 together. The difference may be theirs", StringComparison.Ordinal));
    }

    [Fact]
    public void Lines_NoneWasNoted_SaysSoOnlyWhereTheQueryIsAllowed()
    {
        Assert.Contains("None was noted", Assert.Single(BalancePrinter.Lines(Unknown(), null, isOn: true)), StringComparison.Ordinal);
        Assert.Empty(BalancePrinter.Lines(Unknown(), null, isOn: false));
    }

    private static string[] Lines(TaskEntry entry, AccountBalance before, AccountBalance now, params TaskEntry[] others) =>
        [.. BalancePrinter.Lines(entry, new BalanceEvidence(before, now, null, others), isOn: true)];

    private static AccountBalance Used(double used) => new() { ReadAt = DateTimeOffset.UnixEpoch, Used = (decimal)used };

    private static TaskEntry Unknown() => new()
    {
        Handle = "v7k2",
        Scope = new LedgerScope("s"),
        State = LedgerState.Unknown,
        Fingerprint = "f",
        Model = "gen4_turbo",
        ImageName = "cat.png",
        ApiVersion = "2024-11-06",
        CreatedAt = DateTimeOffset.UnixEpoch,
        EstimatedCost = 0.25m,
    };
}
