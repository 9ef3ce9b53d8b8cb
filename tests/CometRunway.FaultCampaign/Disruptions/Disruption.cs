using CometRunway.FaultCampaign.Runs;

namespace CometRunway.FaultCampaign.Disruptions;

/// <summary>A disruption of a run.</summary>
internal abstract class Disruption
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromMinutes(2);

    /// <summary>The name in the report.</summary>
    public abstract string Kind { get; }

    /// <summary>Whether servers may be killed in the same run.</summary>
    public virtual bool AllowsKills => true;

    /// <summary>Called before servers are started.</summary>
    public virtual Task PrepareAsync(RunEnvironment environment) => Task.CompletedTask;

    /// <summary>Called while the agents run.</summary>
    public virtual Task RunAsync(RunEnvironment environment, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Called after the agents have finished, to end lasting effects.</summary>
    public virtual Task EndAsync(RunEnvironment environment) => Task.CompletedTask;

    /// <summary>Polls a condition. Returns false if it does not become true in time.</summary>
    protected static async Task<bool> WaitForAsync(Func<Task<bool>> condition, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(WaitTimeout);
        while (!timeout.IsCancellationRequested)
        {
            if (await condition())
                return true;
            await RealTime.PauseAsync(PollInterval, timeout.Token);
        }

        return false;
    }

    /// <summary>Kills the servers that the scenario selects.</summary>
    protected void KillServers(RunEnvironment environment)
    {
        environment.Log($"{Kind}: kill");
        foreach (var slot in environment.KillTargets)
            slot.Current?.Kill();
        environment.RunRecord.RecordFault(Kind);
    }
}
