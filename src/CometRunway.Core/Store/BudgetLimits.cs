using CometRunway.Options;

namespace CometRunway.Store;

/// <summary>The limits for new tasks of a scope. Null is unlimited; 0 allows none.</summary>
/// <param name="TasksPerHour">The maximum number of tasks in any 60 minutes.</param>
/// <param name="TasksPerDay">The maximum number of tasks in any 24 hours.</param>
/// <param name="SecondsPerDay">The maximum seconds of video in any 24 hours.</param>
public sealed record BudgetLimits(int? TasksPerHour, int? TasksPerDay, int? SecondsPerDay)
{
    /// <summary>No limits.</summary>
    public static BudgetLimits Unlimited { get; } = new(null, null, null);

    /// <summary>True if nothing has to be counted.</summary>
    internal bool AreUnlimited => this is { TasksPerHour: null, TasksPerDay: null, SecondsPerDay: null };

    /// <summary>The configured limits.</summary>
    internal static BudgetLimits Of(CometRunwayOptions options) => new(options.MaxTasksPerHour, options.MaxTasksPerDay, options.MaxSecondsPerDay);
}

/// <summary>Identifies a limit.</summary>
public enum BudgetLimit
{
    /// <summary><see cref="BudgetLimits.TasksPerHour"/>.</summary>
    TasksPerHour,

    /// <summary><see cref="BudgetLimits.TasksPerDay"/>.</summary>
    TasksPerDay,

    /// <summary><see cref="BudgetLimits.SecondsPerDay"/>.</summary>
    SecondsPerDay,
}

/// <summary>The reason why the limits do not allow a task.</summary>
/// <param name="Limit">The limit that is exceeded. If there are several, the one under which the request fits last.</param>
/// <param name="Allowed">The value of the limit.</param>
/// <param name="Used">The amount that is used now.</param>
/// <param name="Asked">The amount that the new task adds: 1, or its seconds.</param>
/// <param name="FreesUpAt">The time at which the same request fits under this limit; null if it never fits.</param>
public sealed record BudgetRefusal(BudgetLimit Limit, int Allowed, int Used, int Asked, DateTimeOffset? FreesUpAt)
{
    /// <summary>The other limits that the same task exceeds.</summary>
    public IReadOnlyList<BudgetRefusal> Others { get; init; } = [];

    /// <summary>False if one of the limits is 0. A person is not asked to exceed a limit of 0.</summary>
    public bool MayBeAsked => Allowed > 0 && Others.All(o => o.Allowed > 0);

    /// <summary>Returns the time until <see cref="FreesUpAt"/>, at least zero; null if the request never fits.</summary>
    /// <param name="now">The current time.</param>
    public TimeSpan? RetryAfter(DateTimeOffset now) => FreesUpAt is { } at ? at > now ? at - now : TimeSpan.Zero : null;

    /// <summary>
    /// The longest video, in seconds, that the limits allow now, if its length alone is the reason; null if no video fits.
    /// </summary>
    public int? SecondsThatFit => Limit == BudgetLimit.SecondsPerDay && Others.Count == 0 && Allowed > Used ? Allowed - Used : null;

    /// <summary>All limits that the task exceeds.</summary>
    public IReadOnlyCollection<BudgetLimit> Limits => [Limit, .. Others.Select(o => o.Limit)];
}

/// <summary>The state of a limit.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Allowed">The value of the limit; null is unlimited.</param>
/// <param name="Used">The amount that is used now.</param>
/// <param name="FreesUpAt">The time at which the oldest use leaves the window; null if nothing is used.</param>
public sealed record BudgetStanding(BudgetLimit Limit, int? Allowed, int Used, DateTimeOffset? FreesUpAt)
{
    /// <summary>The amount that is left, at least 0; null is unlimited.</summary>
    public int? Left => Allowed is { } allowed ? Math.Max(0, allowed - Used) : null;
}
