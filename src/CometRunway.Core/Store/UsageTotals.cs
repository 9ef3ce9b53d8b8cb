namespace CometRunway.Store;

/// <summary>What a scope has used. Everything that may have been charged counts; what was rejected does not.</summary>
/// <param name="Today">Since local midnight.</param>
/// <param name="ThisMonth">Since the first of the month, local time.</param>
/// <param name="ByState">How many tasks stand where, over all time; states without a task are absent.</param>
/// <param name="Budget">How the limits stand that were asked about.</param>
public sealed record UsageTotals(
    PeriodTotals Today,
    PeriodTotals ThisMonth,
    IReadOnlyDictionary<VideoTaskState, int> ByState,
    IReadOnlyList<BudgetStanding> Budget);

/// <summary>What was used in a period.</summary>
/// <param name="Since">Its beginning, in local time.</param>
/// <param name="Tasks">Tasks that may have been charged.</param>
/// <param name="Seconds">Seconds of video asked for.</param>
/// <param name="EstimatedCost">US dollars, of those whose price was known.</param>
/// <param name="Unpriced">Tasks whose price was not known.</param>
public sealed record PeriodTotals(DateTimeOffset Since, int Tasks, int Seconds, decimal EstimatedCost, int Unpriced);
