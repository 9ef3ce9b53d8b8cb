using System.Diagnostics;
using CometRunway.Configuration;
using CometRunway.Errors;
using CometRunway.FaultCampaign.Agents;
using CometRunway.FaultCampaign.Sandboxes;
using CometRunway.FaultCampaign.Servers;
using CometRunway.FaultCampaign.Troubles;
using CometRunway.FaultCampaign.Verdicts;
using CometRunway.Ledger;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CometRunway.FaultCampaign.Runs;

/// <summary>One run: agents and troubles at once, then peace, then the verdict.</summary>
internal sealed class FaultRun(Scenario scenario, Stage stage)
{
    private static readonly TimeSpan WorkAtMost = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan PeaceAtMost = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(60);

    public async Task<RunReport> RunAsync()
    {
        var watch = Stopwatch.StartNew();
        try
        {
            return await RunAndJudgeAsync(watch);
        }
        catch (Exception error) when (error is TimeoutException or HttpRequestException or IOException or ServerGoneException or SqliteException or LedgerUnavailableException)
        {
            var verdict = new Verdict();
            verdict.Unjudged.Add($"{error.GetType().Name}: {error.Message}");
            return new RunReport(scenario.Seed, verdict, [.. stage.Books.Faults], watch.Elapsed);
        }
    }

    private async Task<RunReport> RunAndJudgeAsync(Stopwatch watch)
    {
        var before = await stage.Sandbox.JournalAsync();
        await StirAsync();
        await CalmAsync();
        var ledger = await FinishAsync();
        var after = await stage.Sandbox.JournalAsync();
        var charged = after.Tasks.Skip(before.Tasks.Count).ToArray();
        var requests = after.Requests.Skip(before.Requests.Count).ToArray();
        var judge = new Judge(stage.Sandbox, stage.Books, scenario.Troubles.Any(trouble => trouble is OurTimeLimit));
        var verdict = await judge.DecideAsync(charged, requests, ledger);
        verdict.Damaged.AddRange(Traces.Examine(stage, ledger, scenario.Troubles.Any(trouble => trouble is FullDisk)));
        return new RunReport(scenario.Seed, verdict, [.. stage.Books.Faults, .. requests.Where(IsOdd).Select(request => $"service: {request.Fault} on {request.Route}")], watch.Elapsed);
    }

    // Holds and slow bodies are the means of other troubles; those are counted by their own names.
    private static bool IsOdd(AnsweredRequest request) => request.Fault is { } name && !name.StartsWith("pause-", StringComparison.Ordinal);

    private async Task StirAsync()
    {
        foreach (var trouble in scenario.Troubles)
            await trouble.PrepareAsync(stage);
        using var end = new CancellationTokenSource();
        using var work = new CancellationTokenSource(WorkAtMost);
        Task[] troubles = [.. scenario.Troubles.Select(trouble => trouble.StrikeAsync(stage, end.Token))];
        await Task.WhenAll(scenario.Agents.Select(agent => new Agent(stage, agent.Wish, agent.Traits, stage.Slots[agent.Slot]).PursueAsync(work.Token)));
        await end.CancelAsync();
        await Task.WhenAll(troubles);
        foreach (var trouble in scenario.Troubles)
            await trouble.EndAsync(stage);
    }

    /// <summary>No more faults, and nothing at the sandbox waits any more; so all that will be charged has been.</summary>
    private async Task CalmAsync()
    {
        await stage.Sandbox.ClearFaultsAsync();
        do
        {
            await stage.Sandbox.ReleaseAsync();
            await Task.Delay(Glance);
        }
        while (await stage.Sandbox.PausedAsync() > 0 || (await stage.Sandbox.JournalAsync()).Tasks.Any(task => task.Response == ChargedTask.Waiting));
        stage.Log("calm");
        if (scenario.KilledAtTheEnd)
        {
            foreach (var slot in stage.Slots)
                slot.Current?.Kill();
        }
    }

    /// <summary>A fresh server brings everything to its end; what can be brought to no end is left.</summary>
    private async Task<IReadOnlyList<TaskEntry>> FinishAsync()
    {
        using var slot = new ServerSlot(stage.StartServer, stage.Books.Greeted);
        await slot.LiveAsync(CancellationToken.None);
        using var ledger = new TaskLedger(stage.Home, TimeProvider.System, NullLogger<TaskLedger>.Instance);
        var scope = ledger.ScopeFor(stage.Sandbox.Address, new ApiKey(SandboxProcess.Key), null);
        for (var until = DateTimeOffset.UtcNow + PeaceAtMost; ; await Task.Delay(Glance))
        {
            var entries = ledger.List(scope, new TaskQuery { Limit = 100 }).Entries;
            if (DateTimeOffset.UtcNow > until || await AllEndedAsync(entries))
                return entries;
        }
    }

    private async Task<bool> AllEndedAsync(IReadOnlyList<TaskEntry> entries)
    {
        foreach (var entry in entries.Where(entry => !HasEnded(entry)))
        {
            if (entry.TaskId is null || await stage.Sandbox.TaskAsync(entry.TaskId) is not null)
                return false;
        }

        return true;
    }

    private static bool HasEnded(TaskEntry entry) => entry.State == LedgerState.Succeeded
        ? !entry.HasFilesMissing
        : entry.IsFinal || entry.State is LedgerState.Unknown or LedgerState.Lost;
}
