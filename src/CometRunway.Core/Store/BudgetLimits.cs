using CometRunway.Options;

namespace CometRunway.Store;

/// <summary>How much may be created in a scope; null is unlimited, 0 is nothing.</summary>
/// <param name="TasksPerHour">Tasks in any 60 minutes.</param>
/// <param name="TasksPerDay">Tasks in any 24 hours.</param>
/// <param name="SecondsPerDay">Seconds of video in any 24 hours.</param>
public sealed record BudgetLimits(int? TasksPerHour, int? TasksPerDay, int? SecondsPerDay)
{
    /// <summary>No limit at all.</summary>
    public static BudgetLimits Unlimited { get; } = new(null, null, null);

    /// <summary>The configured limits.</summary>
    internal static BudgetLimits Of(CometRunwayOptions options) => new(options.MaxTasksPerHour, options.MaxTasksPerDay, options.MaxSecondsPerDay);
}

/// <summary>Which limit.</summary>
public enum BudgetLimit
{
    /// <summary><see cref="BudgetLimits.TasksPerHour"/>.</summary>
    TasksPerHour,

    /// <summary><see cref="BudgetLimits.TasksPerDay"/>.</summary>
    TasksPerDay,

    /// <summary><see cref="BudgetLimits.SecondsPerDay"/>.</summary>
    SecondsPerDay,
}

/// <summary>Why the budget does not allow a task.</summary>
/// <param name="Limit">The limit that is reached; of several, the one that frees up last.</param>
/// <param name="Allowed">Its value.</param>
/// <param name="Used">What is used of it now.</param>
/// <param name="Asked">What the new task would add: 1, or its seconds.</param>
/// <param name="FreesUpAt">When the same request would fit; null: never under this limit.</param>
public sealed record BudgetRefusal(BudgetLimit Limit, int Allowed, int Used, int Asked, DateTimeOffset? FreesUpAt)
{
    /// <summary>Further limits that the same task would go over.</summary>
    public IReadOnlyList<BudgetRefusal> Others { get; init; } = [];

    /// <summary>False when a limit of 0 is among them: that one is closed, and nobody is asked about it.</summary>
    public bool MayBeAsked => Allowed > 0 && Others.All(o => o.Allowed > 0);

    /// <summary>All the limits, to be named in a question and in its answer.</summary>
    public IReadOnlyCollection<BudgetLimit> Limits => [Limit, .. Others.Select(o => o.Limit)];
}

/// <summary>How one limit stands.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Allowed">Its value; null is unlimited.</param>
/// <param name="Used">What is used of it now.</param>
/// <param name="FreesUpAt">When the next part of what is used falls out of the window; null when nothing is used.</param>
public sealed record BudgetStanding(BudgetLimit Limit, int? Allowed, int Used, DateTimeOffset? FreesUpAt)
{
    /// <summary>What is left of it, never below zero; null is unlimited.</summary>
    public int? Left => Allowed is { } allowed ? Math.Max(0, allowed - Used) : null;
}
