using CometRunway.FaultCampaign.Runs;
using CometRunway.FaultCampaign.Servers;

namespace CometRunway.FaultCampaign.Disruptions;

/// <summary>
/// The servers are killed, and the agents restart eleven minutes later, after the duplicate window, and repeat their requests with the same request
/// ids.
/// </summary>
/// <param name="server">A server with an adjustable clock.</param>
/// <param name="after">The time until the kill in milliseconds.</param>
internal sealed class LateRestart(ServerProgram server, int after) : Disruption
{
    private const double Later = 660;
    private readonly TaskCompletionSource _restarted = new();

    public override string Kind => "agents restart after eleven minutes";

    public override Task PrepareAsync(RunEnvironment environment)
    {
        environment.Program = server;
        environment.AgentsRestart = _restarted.Task;
        environment.SetClock(0);
        return Task.CompletedTask;
    }

    public override async Task RunAsync(RunEnvironment environment, CancellationToken cancellationToken)
    {
        await RealTime.PauseAsync(TimeSpan.FromMilliseconds(after), CancellationToken.None);
        KillServers(environment);
        environment.SetClock(Later);
        _restarted.SetResult();
    }
}
