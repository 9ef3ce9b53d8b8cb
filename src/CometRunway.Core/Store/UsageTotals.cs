namespace CometRunway.Store;

/// <summary>The usage of a scope. Tasks that may have been charged count. Rejected tasks do not, except in <paramref name="ByState"/>.</summary>
/// <param name="Today">The usage since local midnight.</param>
/// <param name="ThisMonth">The usage since the first day of the month, local time.</param>
/// <param name="ByState">The number of tasks in each state, without a time limit. States without tasks are omitted.</param>
/// <param name="Budget">The state of the requested limits.</param>
public sealed record UsageTotals(
    PeriodTotals Today,
    PeriodTotals ThisMonth,
    IReadOnlyDictionary<VideoTaskState, int> ByState,
    IReadOnlyList<BudgetStanding> Budget);

/// <summary>The usage in a period.</summary>
/// <param name="Since">The start of the period, in local time.</param>
/// <param name="Tasks">The number of tasks that may have been charged.</param>
/// <param name="Seconds">The requested seconds of video. A duration that is left to the service counts as 5 s.</param>
/// <param name="EstimatedCost">The estimated cost, in US dollars, of the tasks with a known price.</param>
/// <param name="Unpriced">The number of tasks without a known price.</param>
public sealed record PeriodTotals(DateTimeOffset Since, int Tasks, int Seconds, decimal EstimatedCost, int Unpriced);
