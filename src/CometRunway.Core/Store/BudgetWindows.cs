namespace CometRunway.Store;

/// <summary>Computes the usage in rolling windows from the tasks that a store read. Pure functions.</summary>
internal static class BudgetWindows
{
    /// <summary>The seconds that a request counts if it leaves the duration to the service: the default of the specification.</summary>
    public const int DefaultSeconds = 5;

    /// <summary>The longest window. Older tasks do not count.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Returns the exceeded limits; null if the task fits. A limit that a person allowed to exceed is skipped, unless it is 0.</summary>
    public static BudgetRefusal? Refusal(IReadOnlyList<BudgetUse> uses, NewVideoTask task, AdmissionTerms terms, DateTimeOffset now)
    {
        BudgetRefusal[] refusals =
        [
            .. Gauges(terms.Limits)
                .Where(gauge => gauge.Allowed == 0 || !terms.Over.Contains(gauge.Limit))
                .Select(gauge => Refusal(gauge, Counted(uses, gauge, now), gauge.Counts(task.Settings.Duration)))
                .OfType<BudgetRefusal>()
                .OrderByDescending(refusal => refusal.FreesUpAt ?? DateTimeOffset.MaxValue),
        ];
        return refusals.Length == 0 ? null : refusals[0] with { Others = refusals[1..] };
    }

    public static IReadOnlyList<BudgetStanding> Standings(IReadOnlyList<BudgetUse> uses, BudgetLimits limits, DateTimeOffset now) =>
    [
        .. Gauges(limits).Select(gauge =>
        {
            var counted = Counted(uses, gauge, now);
            return new BudgetStanding(gauge.Limit, gauge.Allowed, counted.Sum(use => use.Amount), counted.Count == 0 ? null : counted[0].At + gauge.Window);
        }),
    ];

    private static BudgetRefusal? Refusal(Gauge gauge, List<(DateTimeOffset At, int Amount)> uses, int asked)
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

    private static List<(DateTimeOffset At, int Amount)> Counted(IReadOnlyList<BudgetUse> uses, Gauge gauge, DateTimeOffset now) =>
        [.. uses.Where(use => use.At > now - gauge.Window).OrderBy(use => use.At).Select(use => (use.At, gauge.Counts(use.Seconds)))];

    private static Gauge[] Gauges(BudgetLimits limits) =>
    [
        new(BudgetLimit.TasksPerHour, limits.TasksPerHour, Hour, _ => 1),
        new(BudgetLimit.TasksPerDay, limits.TasksPerDay, Longest, _ => 1),
        new(BudgetLimit.SecondsPerDay, limits.SecondsPerDay, Longest, duration => Math.Max(0, duration ?? DefaultSeconds)),
    ];

    private sealed record Gauge(BudgetLimit Limit, int? Allowed, TimeSpan Window, Func<int?, int> Counts);
}
