using System.Globalization;
using CometRunway.Errors;
using CometRunway.Options;
using CometRunway.Store;
using CometRunway.Tasks;

namespace CometRunway.McpServer.Doctor;

/// <summary>Reads the remaining budget and the number of tasks with an unknown outcome. Creates no ledger.</summary>
internal static class LedgerCheck
{
    public static async Task<IEnumerable<DiagnosticResult>> CheckAsync(ITaskStore store, ITaskStoreAdmin all, CometRunwayOptions options, CometRunwayClient client, CancellationToken cancellationToken)
    {
        if (!await store.ExistsAsync(cancellationToken))
            return [DiagnosticResult.Ok("ledger", "No task has been created on this machine."), DiagnosticResult.Ok("budget", $"Limits: {Limits(options)}. Nothing has been used.")];
        try
        {
            return Read(await client.GetUsageAsync(cancellationToken), await all.GetTotalsAsync(cancellationToken), store.Notice);
        }
        catch (TaskStoreUnavailableException error)
        {
            return [DiagnosticResult.Problem("ledger", error.Message, "No video can be created until the ledger is writable. Fix its folder, or set COMETRUNWAY_HOME_DIRECTORY.")];
        }
    }

    /// <summary>Warns about a place in which the ledger is not safe.</summary>
    public static IEnumerable<DiagnosticResult> CheckPlace(StorageKind kind, string folder) => StoragePlace.Warning(kind, folder) is { } warning
        ? [DiagnosticResult.Note("storage", warning, "Set COMETRUNWAY_HOME_DIRECTORY to a folder on a disk of this computer; in a container, to a mounted volume.")]
        : [];

    private static IEnumerable<DiagnosticResult> Read(UsageTotals own, UsageTotals everything, string? notice)
    {
        if (notice is not null)
            yield return DiagnosticResult.Note("ledger", notice, "Check `comet-runway-mcp tasks list`. A task that could not be recovered may have been charged: compare with CometAPI's usage page.");
        var unknown = everything.ByState.GetValueOrDefault(VideoTaskState.Unknown);
        yield return unknown > 0
            ? DiagnosticResult.Note("tasks", $"{unknown} of {everything.ByState.Values.Sum()} tasks have an unknown outcome and may have been charged.", "List them with `comet-runway-mcp tasks list`, check CometAPI's usage page, and resolve each with `comet-runway-mcp tasks resolve`.")
            : DiagnosticResult.Ok("tasks", $"{everything.ByState.Values.Sum()} tasks, none with an unknown outcome.");
        var empty = own.Budget.Where(standing => standing.Left == 0).ToArray();
        var left = $"Remaining for this address: {string.Join(", ", own.Budget.Select(Left))}.";
        yield return empty.Length == 0
            ? DiagnosticResult.Ok("budget", left)
            : DiagnosticResult.Note("budget", left, $"No video can be created until {When(empty)}. To create one sooner, raise {string.Join(" and ", empty.Select(standing => Variable(standing.Limit)))}.");
    }

    private static string Left(BudgetStanding standing) =>
        (standing.Allowed is { } allowed ? string.Create(CultureInfo.InvariantCulture, $"{standing.Left} of {allowed}") : "no limit of") + standing.Limit switch
        {
            BudgetLimit.TasksPerHour => " tasks per hour",
            BudgetLimit.TasksPerDay => " tasks per day",
            _ => " seconds of video per day",
        };

    private static string When(BudgetStanding[] empty) => empty.Max(standing => standing.FreesUpAt) is { } at
        ? string.Create(CultureInfo.InvariantCulture, $"{at.ToLocalTime():yyyy-MM-dd HH:mm}")
        : "the limit is above 0";

    private static string Limits(CometRunwayOptions options) =>
        $"{Limit(options.MaxTasksPerHour)} tasks per hour, {Limit(options.MaxTasksPerDay)} tasks per day, {Limit(options.MaxSecondsPerDay)} seconds of video per day";

    private static string Limit(int? limit) => limit?.ToString(CultureInfo.InvariantCulture) ?? "unlimited";

    private static string Variable(BudgetLimit limit) => limit switch
    {
        BudgetLimit.TasksPerHour => "COMETRUNWAY_MAX_TASKS_PER_HOUR",
        BudgetLimit.TasksPerDay => "COMETRUNWAY_MAX_TASKS_PER_DAY",
        _ => "COMETRUNWAY_MAX_SECONDS_PER_DAY",
    };
}
