using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>Counts what may have been charged in a rolling window: everything but what was rejected.</summary>
internal static class Budget
{
    /// <summary>The specification's default, for a request that leaves the length to the service.</summary>
    public const int DefaultSeconds = 5;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <param name="connection">The transaction's.</param>
    /// <param name="scope">Whose.</param>
    /// <param name="task">What would be added.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="over">Those that a person allowed this one task to go over; a limit of 0 stays closed.</param>
    /// <param name="now">The time.</param>
    public static BudgetRefusal? Refusal(SqliteConnection connection, TaskScope scope, NewVideoTask task, BudgetLimits limits, IReadOnlyCollection<BudgetLimit> over, DateTimeOffset now)
    {
        BudgetRefusal[] refusals =
        [
            .. Gauges(limits)
                .Where(gauge => gauge.Allowed == 0 || !over.Contains(gauge.Limit))
                .Select(gauge => Refusal(gauge, Uses(connection, scope, gauge, now), gauge.Counts(task.Settings.Duration)))
                .OfType<BudgetRefusal>()
                .OrderByDescending(refusal => refusal.FreesUpAt ?? DateTimeOffset.MaxValue),
        ];
        return refusals.Length == 0 ? null : refusals[0] with { Others = refusals[1..] };
    }

    public static IReadOnlyList<BudgetStanding> Standings(SqliteConnection connection, TaskScope scope, BudgetLimits limits, DateTimeOffset now) =>
    [
        .. Gauges(limits).Select(gauge =>
        {
            var uses = Uses(connection, scope, gauge, now);
            return new BudgetStanding(gauge.Limit, gauge.Allowed, uses.Sum(use => use.Amount), uses.Count == 0 ? null : uses[0].At + gauge.Window);
        }),
    ];

    private static BudgetRefusal? Refusal(Gauge gauge, List<Use> uses, int asked)
    {
        var used = uses.Sum(use => use.Amount);
        if (gauge.Allowed is not { } allowed || used + asked <= allowed)
            return null;
        DateTimeOffset? freesUp = null;
        var left = used;
        if (asked <= allowed)
        {
            foreach (var use in uses.TakeWhile(_ => left + asked > allowed))
            {
                left -= use.Amount;
                freesUp = use.At + gauge.Window;
            }
        }

        return new BudgetRefusal(gauge.Limit, allowed, used, asked, freesUp);
    }

    /// <summary>Oldest first. A row from the future (a clock that jumped) counts too.</summary>
    private static List<Use> Uses(SqliteConnection connection, TaskScope scope, Gauge gauge, DateTimeOffset now) => connection.Query(
        $"SELECT created_at, duration FROM tasks WHERE scope = $scope AND created_at > $since AND state <> '{StateNames.Rejected}' ORDER BY created_at",
        row => new Use(SqliteText.Time(row.GetInt64(0)), gauge.Counts((int?)row.NumberOrNull(1))),
        ("$scope", scope.Value),
        ("$since", (now - gauge.Window).Stamp()));

    private static Gauge[] Gauges(BudgetLimits limits) =>
    [
        new(BudgetLimit.TasksPerHour, limits.TasksPerHour, Hour, _ => 1),
        new(BudgetLimit.TasksPerDay, limits.TasksPerDay, Day, _ => 1),
        new(BudgetLimit.SecondsPerDay, limits.SecondsPerDay, Day, duration => Math.Max(0, duration ?? DefaultSeconds)),
    ];

    private sealed record Gauge(BudgetLimit Limit, int? Allowed, TimeSpan Window, Func<int?, int> Counts);

    private sealed record Use(DateTimeOffset At, int Amount);
}
