using CometRunway.Options;

namespace CometRunway.Store;

/// <summary>What a person sets to move a limit.</summary>
internal static class BudgetSettings
{
    /// <summary>The property of <see cref="CometRunwayOptions"/> that holds the limit; <see cref="CometRunwayOptions.NameOf"/> tells what it is called here.</summary>
    public static string PropertyOf(BudgetLimit limit) => limit switch
    {
        BudgetLimit.TasksPerHour => nameof(CometRunwayOptions.MaxTasksPerHour),
        BudgetLimit.TasksPerDay => nameof(CometRunwayOptions.MaxTasksPerDay),
        _ => nameof(CometRunwayOptions.MaxSecondsPerDay),
    };
}
