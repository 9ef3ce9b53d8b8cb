using System.Globalization;
using CometRunway.Store;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>Describes usage and the remaining limits in one line.</summary>
internal static class UsageWords
{
    public static string Of(UsageTotals totals) =>
        $"Today {Period(totals.Today)}, this month {Period(totals.ThisMonth)}.{Left(totals)}";

    private static string Period(PeriodTotals period)
    {
        var cost = period.EstimatedCost > 0 ? string.Create(CultureInfo.InvariantCulture, $", about ${period.EstimatedCost:0.00}") : "";
        var unpriced = period.Unpriced > 0 && period.EstimatedCost > 0 ? $" and {period.Unpriced} without a known price" : "";
        return $"{period.Tasks} {(period.Tasks == 1 ? "task" : "tasks")}, {period.Seconds} s{cost}{unpriced}";
    }

    private static string Left(UsageTotals totals)
    {
        var parts = totals.Budget.Where(b => b.Left is not null).Select(b => b.Limit switch
        {
            BudgetLimit.TasksPerHour => $"{b.Left} tasks this hour",
            BudgetLimit.TasksPerDay => $"{b.Left} tasks in 24 h",
            _ => $"{b.Left} s of video in 24 h",
        }).ToArray();
        return parts.Length == 0 ? "" : $" Left: {string.Join(", ", parts)}.";
    }
}
