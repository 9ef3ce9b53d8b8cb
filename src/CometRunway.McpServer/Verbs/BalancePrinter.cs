using System.Globalization;
using CometRunway.Balances;
using CometRunway.Ledger;

namespace CometRunway.McpServer.Verbs;

/// <summary>What the balance says of a task of unknown outcome, in words, for the person who decides.</summary>
internal static class BalancePrinter
{
    private const int OthersNamed = 10;

    /// <summary>The estimates are of a dated table, so that "about" is the most that can be said.</summary>
    private const decimal Tolerance = 0.1m;

    /// <summary>Tells of it where there is something to tell; a task whose outcome is known needs no evidence.</summary>
    public static async Task ShowAsync(TaskEntry entry, BalanceInquiry inquiry, TextWriter output, CancellationToken cancellationToken)
    {
        if (entry.State != LedgerState.Unknown)
            return;
        var name = "balance";
        foreach (var line in Lines(entry, await inquiry.AskAsync(entry, cancellationToken), inquiry.IsOn))
        {
            TaskPrinter.Write(name, TerminalText.OneLine(line), output);
            name = "";
        }
    }

    internal static IEnumerable<string> Lines(TaskEntry entry, BalanceEvidence? evidence, bool isOn)
    {
        if (evidence is null)
        {
            if (isOn)
                yield return "None was noted before this request, so there is nothing to compare.";
            yield break;
        }

        yield return $"Before the request, {Told(evidence.Before)}.";
        yield return evidence.Now is { } now ? $"Now, {Told(now)}." : evidence.WhyNotNow!;
        if (evidence.Now is not null)
            yield return Verdict(evidence.Difference, entry.EstimatedCost, evidence.Others.Count > 0);
        yield return Others(evidence.Others);
        yield return "This is evidence, not proof: CometAPI documents neither the unit of these amounts nor when a charge shows, and may give back what a failed task cost. Its usage page knows; you decide.";
    }

    private static string Told(AccountBalance balance)
    {
        string?[] amounts =
        [
            balance.Used is { } used ? $"{Amount(used)} used" : null,
            balance.Quota is { } quota ? $"quota {Amount(quota)}" : null,
            balance.Requests is { } requests ? Invariant($"{requests} requests counted") : null,
        ];
        return Invariant($"{balance.ReadAt.ToLocalTime():yyyy-MM-dd HH:mm:ss}: {string.Join(", ", amounts.Where(amount => amount is not null))}");
    }

    private static string Verdict(decimal? difference, decimal? estimate, bool othersToo)
    {
        var usual = estimate is { } cost ? $"this task would probably have cost {Dollars(cost)}" : "what this task would have cost is not known";
        return difference switch
        {
            null => $"The two cannot be compared: they tell different amounts; {usual}.",
            0 => $"The difference is 0: nothing was used in between, which speaks against a charge; {usual}.",
            < 0 => $"{Amount(-difference.Value)} less is used than before, which no charge explains; {usual}.",
            // Equal tasks cost the same: the amount cannot say whose it is.
            _ when othersToo => $"The difference is {Amount(difference.Value)}; {usual}, and others were created in between.",
            _ when estimate is > 0 && Math.Abs(difference.Value - estimate.Value) <= estimate.Value * Tolerance =>
                $"The difference is {Amount(difference.Value)}; {usual}. Where the amounts are dollars that is about the same, which speaks for a charge.",
            _ when estimate is > 0 => $"The difference is {Amount(difference.Value)}; {usual}. Where the amounts are dollars that is {(difference > estimate ? "more" : "less")} than it alone explains.",
            _ => $"The difference is {Amount(difference.Value)}; {usual}.",
        };
    }

    private static string Others(IReadOnlyList<TaskEntry> others)
    {
        if (others.Count == 0)
            return "This ledger knows of nothing else that was created in between with this key; other programs and other keys of the account it does not see.";
        var named = string.Join(", ", others.Take(OthersNamed).Select(other => $"{other.Handle} ({(other.EstimatedCost is { } cost ? "about " + Dollars(cost) : "cost not known")}, {other.State.ToString().ToLowerInvariant()})"));
        var more = others.Count > OthersNamed ? Invariant($" and {others.Count - OthersNamed} more") : "";
        var together = others.All(other => other.EstimatedCost is not null) ? $", about {Dollars(others.Sum(other => other.EstimatedCost!.Value))} together" : "";
        return $"Created or under way in between with this key: {named}{more}{together}. The difference may be theirs, or in part.";
    }

    private static string Amount(decimal amount) => amount.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Dollars(decimal amount) => amount.ToString("$0.00##", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
