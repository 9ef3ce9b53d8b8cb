using System.Diagnostics;
using CometRunway.Errors;
using CometRunway.FaultCampaign.Agents;
using CometRunway.FaultCampaign.Disruptions;
using CometRunway.FaultCampaign.Sandboxes;
using CometRunway.FaultCampaign.Servers;
using CometRunway.FaultCampaign.Verification;
using CometRunway.Options;
using CometRunway.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.FaultCampaign.Runs;

/// <summary>A run: agents and disruptions in parallel, then no more faults, then the verification.</summary>
internal sealed class FaultRun(Scenario scenario, RunEnvironment environment)
{
    private static readonly TimeSpan WorkTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan FinishTimeout = TimeSpan.FromMinutes(3);

    /// <summary>How long servers may take to write what they know into a ledger that was changed.</summary>
    private static readonly TimeSpan CarryOverTimeout = TimeSpan.FromSeconds(20);

    /// <summary>Shorter, because a task that a server lost with the ledger never ends.</summary>
    private static readonly TimeSpan ChangedLedgerTimeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(60);

    public async Task<RunReport> RunAsync()
    {
        var watch = Stopwatch.StartNew();
        try
        {
            return await RunAndVerifyAsync(watch);
        }
        catch (Exception error) when (error is TimeoutException or HttpRequestException or IOException or ServerGoneException or SqliteException or TaskStoreUnavailableException)
        {
            var result = new RunResult();
            result.NotVerified.Add($"{error.GetType().Name}: {error.Message}");
            return new RunReport(scenario.Seed, result, [.. environment.RunRecord.Faults], watch.Elapsed);
        }
    }

    private async Task<RunReport> RunAndVerifyAsync(Stopwatch watch)
    {
        var before = await environment.Sandbox.JournalAsync();
        await RunAgentsAsync();
        await WaitForTasksAsync();
        var ledger = await FinishAsync(before.Tasks.Count);
        var after = await environment.Sandbox.JournalAsync();
        var charged = after.Tasks.Skip(before.Tasks.Count).ToArray();
        var requests = after.Requests.Skip(before.Requests.Count).ToArray();
        var verifier = new RunVerifier(environment.Sandbox, environment.RunRecord, scenario.Disruptions.Any(disruption => disruption is ResponseAfterTimeout));
        var result = await verifier.VerifyAsync(charged, requests, ledger);
        result.Damaged.AddRange(FolderChecks.Check(environment, ledger, scenario));
        if (scenario.HasSlowDownloads)
            result.Damaged.AddRange(DownloadStarts.Check(charged, requests));
        return new RunReport(scenario.Seed, result, [.. environment.RunRecord.Faults, .. requests.Where(IsScripted).Select(request => $"service: {request.Fault} on {request.Route}")], watch.Elapsed);
    }

    // Pauses are part of other disruptions, which are counted by their own names.
    private static bool IsScripted(JournalRequest request) => request.Fault is { } name && !name.StartsWith("pause-", StringComparison.Ordinal);

    private async Task RunAgentsAsync()
    {
        foreach (var disruption in scenario.Disruptions)
            await disruption.PrepareAsync(environment);
        using var end = new CancellationTokenSource();
        using var work = new CancellationTokenSource(WorkTimeout);
        Task[] disruptions = [.. scenario.Disruptions.Select(disruption => disruption.RunAsync(environment, end.Token))];
        await Task.WhenAll(scenario.Agents.Select(agent => new Agent(environment, agent.VideoRequest, agent.ClientBehavior, environment.Slots[agent.Slot]).RunAsync(work.Token)));
        await end.CancelAsync();
        await Task.WhenAll(disruptions);
        foreach (var disruption in scenario.Disruptions)
            await disruption.EndAsync(environment);
    }

    /// <summary>Removes the faults and waits until the sandbox has no paused requests, so that no more tasks will be charged.</summary>
    private async Task WaitForTasksAsync()
    {
        await environment.Sandbox.ClearFaultsAsync();
        do
        {
            await environment.Sandbox.ReleaseAsync();
            await RealTime.PauseAsync(PollInterval, CancellationToken.None);
        }
        while (await environment.Sandbox.PausedAsync() > 0 || (await environment.Sandbox.JournalAsync()).Tasks.Any(task => task.Response == ChargedTask.Waiting));
        environment.Log("no more faults");
        if (scenario.KillsAtEnd)
        {
            foreach (var slot in environment.Slots)
                slot.Current?.Kill();
        }
    }

    /// <summary>Waits until a new server has finished all tasks that can be finished.</summary>
    private async Task<IReadOnlyList<VideoTask>> FinishAsync(int tasksBefore)
    {
        using var slot = new ServerSlot(environment.StartServer);
        await slot.GetRunningAsync(CancellationToken.None);
        await using var services = new ServiceCollection().AddLogging().AddCometRunway(options => options.HomeDirectory = environment.Home).Services.BuildServiceProvider();
        var store = services.GetRequiredService<ITaskStore>();
        var scope = await store.GetScopeAsync(environment.Sandbox.Address, new ApiKey(SandboxProcess.Key), null, perKey: false);
        for (var waited = Stopwatch.StartNew(); ; await RealTime.PauseAsync(PollInterval, CancellationToken.None))
        {
            var tasks = (await store.ListAsync(scope, new TaskQuery { Limit = 100 })).Tasks;
            if (waited.Elapsed > (scenario.ChangesLedger ? ChangedLedgerTimeout : FinishTimeout) || (await AllEndedAsync(tasks) && (waited.Elapsed > CarryOverTimeout || await AllListedAsync(tasks, tasksBefore))))
                return tasks;
        }
    }

    /// <summary>Returns whether a ledger that was changed has all charged tasks again.</summary>
    private async Task<bool> AllListedAsync(IReadOnlyList<VideoTask> tasks, int tasksBefore) =>
        !scenario.ChangesLedger || (await environment.Sandbox.JournalAsync()).Tasks.Skip(tasksBefore).All(charged => tasks.Any(task => task.TaskId == charged.Id));

    private async Task<bool> AllEndedAsync(IReadOnlyList<VideoTask> tasks)
    {
        foreach (var entry in tasks.Where(entry => !HasEnded(entry)))
        {
            if (entry.TaskId is null || await environment.Sandbox.StatusAsync(entry.TaskId) is not null)
                return false;
        }

        return true;
    }

    private static bool HasEnded(VideoTask entry) => entry.State == VideoTaskState.Succeeded
        ? !entry.HasFilesMissing
        : entry.IsFinal || entry.State is VideoTaskState.Unknown or VideoTaskState.NotFound;
}
