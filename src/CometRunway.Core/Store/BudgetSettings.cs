using CometRunway.Options;

namespace CometRunway.Store;

/// <summary>The settings of the limits.</summary>
internal static class BudgetSettings
{
    /// <summary>
    /// Returns the property of <see cref="CometRunwayOptions"/> that contains the limit. <see cref="CometRunwayOptions.NameOf"/> returns its name in
    /// this app.
    /// </summary>
    public static string PropertyOf(BudgetLimit limit) => limit switch
    {
        BudgetLimit.TasksPerHour => nameof(CometRunwayOptions.MaxTasksPerHour),
        BudgetLimit.TasksPerDay => nameof(CometRunwayOptions.MaxTasksPerDay),
        _ => nameof(CometRunwayOptions.MaxSecondsPerDay),
    };
}
