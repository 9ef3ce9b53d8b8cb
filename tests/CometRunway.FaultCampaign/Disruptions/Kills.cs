using CometRunway.FaultCampaign.Runs;
using CometRunway.FaultCampaign.Sandboxes;

namespace CometRunway.FaultCampaign.Disruptions;

/// <summary>SIGKILL at a random time, once or twice.</summary>
internal sealed class KillAtRandom(int[] delays) : Disruption
{
    public override string Kind => "kill: at random";

    public override async Task RunAsync(RunEnvironment environment, CancellationToken cancellationToken)
    {
        foreach (var delay in delays)
        {
            await RealTime.PauseAsync(TimeSpan.FromMilliseconds(delay), cancellationToken);
            if (cancellationToken.IsCancellationRequested)
                return;
            KillServers(environment);
        }
    }
}

/// <summary>SIGKILL while the paid request is paused at a known point. The request is released afterwards.</summary>
internal sealed class KillWhilePaused(string pauseFault, string point, int releaseDelay) : Disruption
{
    public override string Kind => $"kill: {point}";

    public override Task PrepareAsync(RunEnvironment environment) => environment.Sandbox.ScriptAsync(new FaultRule("create", pauseFault));

    public override async Task RunAsync(RunEnvironment environment, CancellationToken cancellationToken)
    {
        if (await WaitForAsync(async () => await environment.Sandbox.PausedAsync() > 0, cancellationToken))
            KillServers(environment);
        await RealTime.PauseAsync(TimeSpan.FromMilliseconds(releaseDelay), CancellationToken.None);
        await environment.Sandbox.ReleaseAsync();
    }
}

/// <summary>SIGKILL within milliseconds of the arrival of the response.</summary>
internal sealed class KillNearResponse(int delay) : Disruption
{
    public override string Kind => "kill: between response and ledger";

    public override Task PrepareAsync(RunEnvironment environment) => environment.Sandbox.ScriptAsync(new FaultRule("create", "pause-after-accept"));

    public override async Task RunAsync(RunEnvironment environment, CancellationToken cancellationToken)
    {
        var paused = await WaitForAsync(async () => await environment.Sandbox.PausedAsync() > 0, cancellationToken);
        var release = environment.Sandbox.ReleaseAsync();
        if (paused)
        {
            await RealTime.PauseAsync(TimeSpan.FromMilliseconds(delay), CancellationToken.None);
            KillServers(environment);
        }

        await release;
    }
}

/// <summary>SIGKILL as soon as a ledger row matches a condition.</summary>
internal sealed class KillOnRow(string point, string condition) : Disruption
{
    public override string Kind => $"kill: {point}";

    public override async Task RunAsync(RunEnvironment environment, CancellationToken cancellationToken)
    {
        using var ledger = new LedgerReader(environment.Home);
        if (await WaitForAsync(() => Task.FromResult(ledger.HasRow(condition)), cancellationToken))
            KillServers(environment);
    }
}

/// <summary>SIGKILL during the download.</summary>
internal sealed class KillDuringDownload(int delay) : Disruption
{
    public override string Kind => "kill: during the download";

    public override Task PrepareAsync(RunEnvironment environment) => environment.Sandbox.ScriptAsync(new FaultRule("output", "slow-body") { PauseMilliseconds = 60 });

    public override async Task RunAsync(RunEnvironment environment, CancellationToken cancellationToken)
    {
        if (!await WaitForAsync(() => Task.FromResult(HasPart(environment.Output)), cancellationToken))
            return;
        await RealTime.PauseAsync(TimeSpan.FromMilliseconds(delay), CancellationToken.None);
        KillServers(environment);
    }

    private static bool HasPart(string folder) => new DirectoryInfo(folder).EnumerateFiles(".*.part").Any(part => part.Length > 0);
}
