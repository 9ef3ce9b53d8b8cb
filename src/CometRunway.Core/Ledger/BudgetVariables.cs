namespace CometRunway.Ledger;

/// <summary>What a person sets to move a limit.</summary>
public static class BudgetVariables
{
    /// <summary>The limit's environment variable.</summary>
    public static string Of(BudgetLimit limit) => limit switch
    {
        BudgetLimit.TasksPerHour => "COMETRUNWAY_MAX_TASKS_PER_HOUR",
        BudgetLimit.TasksPerDay => "COMETRUNWAY_MAX_TASKS_PER_DAY",
        _ => "COMETRUNWAY_MAX_SECONDS_PER_DAY",
    };
}
