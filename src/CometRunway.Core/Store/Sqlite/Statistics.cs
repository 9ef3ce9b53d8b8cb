using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>Computes totals and typical durations.</summary>
internal static class Statistics
{
    private const int Sample = 50;
    private const int LeastSample = 3;

    /// <summary>A longer time is one of a wrong clock or of a damaged row: a week.</summary>
    private const int LongestMilliseconds = 7 * 24 * 3600 * 1000;

    public static UsageTotals Totals(SqliteConnection connection, ScopeFilter scope, BudgetLimits? limits, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var zone = time.LocalTimeZone;
        var today = TimeZoneInfo.ConvertTime(now, zone).Date;
        return new UsageTotals(
            Since(connection, scope, LocalDay.Start(today, zone)),
            Since(connection, scope, LocalDay.Start(today.AddDays(1 - today.Day), zone)),
            ByState(connection, scope),
            limits is null ? [] : AdmissionPolicy.GetStandings(TaskAdmission.Uses(connection, scope, now), limits, now));
    }

    /// <summary>
    /// Returns the median time from creation to end of the 50 newest similar tasks of the scope; null if there are fewer than three.
    /// </summary>
    public static TimeSpan? TypicalDuration(SqliteConnection connection, ScopeFilter scope, string model, int? duration)
    {
        var times = connection.Query(
            $"""
            SELECT finished_at - created_at FROM tasks
            WHERE {scope.Condition} AND model = $model AND state = '{StateNames.Succeeded}' AND finished_at - created_at BETWEEN 1 AND {LongestMilliseconds}
                AND ($duration IS NULL OR duration = $duration)
            ORDER BY seq DESC LIMIT {Sample}
            """,
            row => row.NumberOrZero(0),
            [.. scope.Values, ("$model", model), ("$duration", duration)]);
        if (times.Count < LeastSample)
            return null;
        times.Sort();
        var middle = times.Count / 2;
        return TimeSpan.FromMilliseconds(times.Count % 2 == 1 ? times[middle] : (times[middle - 1] + times[middle]) / 2.0);
    }

    private static PeriodTotals Since(SqliteConnection connection, ScopeFilter scope, DateTimeOffset start)
    {
        var rows = connection.Query(
            $"SELECT duration, estimated_cost FROM tasks WHERE {scope.Condition} AND created_at >= $since AND state <> '{StateNames.Rejected}'",
            row => (Seconds: row.SecondsOrNull(0) ?? BudgetWindows.DefaultSeconds, Cost: TaskRows.Money(row.TextOrNull(1))),
            [.. scope.Values, ("$since", start.Stamp())]);
        return new PeriodTotals(start, rows.Count, rows.Sum(row => row.Seconds), rows.Sum(row => row.Cost ?? 0), rows.Count(row => row.Cost is null));
    }

    private static Dictionary<VideoTaskState, int> ByState(SqliteConnection connection, ScopeFilter scope) => connection.Query(
        $"SELECT state, count(*) FROM tasks WHERE {scope.Condition} GROUP BY state",
        row => (State: StateNames.Parse(row.TextOrEmpty(0)), Count: row.GetInt32(1)),
        scope.Values)
        .GroupBy(row => row.State)
        .ToDictionary(group => group.Key, group => group.Sum(row => row.Count));
}

/// <summary>Computes the start of a day in a time zone, including days on which the clocks change at midnight.</summary>
internal static class LocalDay
{
    public static DateTimeOffset Start(DateTime date, TimeZoneInfo zone)
    {
        var midnight = DateTime.SpecifyKind(date, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(midnight))
            midnight = midnight.AddMinutes(15);
        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset);
    }
}
