using CometRunway.FaultCampaign.Runs;
using CometRunway.FaultCampaign.Sandboxes;
using CometRunway.FaultCampaign.Servers;

namespace CometRunway.FaultCampaign.Disruptions;

/// <summary>How the callers of a paid request leave.</summary>
internal enum Departure
{
    /// <summary>They cancel the call.</summary>
    CancelledCall,

    /// <summary>They close the input of the server.</summary>
    ClosedInput,

    /// <summary>They close the input and kill the server with all processes below it two seconds later, as chat clients do.</summary>
    ClosedInputAndKilledTree,

    /// <summary>SIGTERM.</summary>
    Term,

    /// <summary>SIGHUP, as when a terminal is closed.</summary>
    Hup,

    /// <summary>SIGQUIT.</summary>
    Quit,
}

/// <summary>All callers of the paid request leave while it is in flight. The response must be recorded.</summary>
internal sealed class CallerLeaves(Departure how, string pauseFault, int delay) : Disruption
{
    private static readonly TimeSpan HostPatience = TimeSpan.FromSeconds(2);

    public override string Kind => $"{how} while the POST is in flight";

    public override Task PrepareAsync(RunEnvironment environment) => environment.Sandbox.ScriptAsync(new FaultRule("create", pauseFault));

    public override async Task RunAsync(RunEnvironment environment, CancellationToken cancellationToken)
    {
        if (await WaitForAsync(async () => await environment.Sandbox.PausedAsync() > 0, cancellationToken))
        {
            environment.Log(Kind);
            await LeaveAsync(environment);
            environment.RunRecord.RecordFault(Kind);
        }

        await RealTime.PauseAsync(TimeSpan.FromMilliseconds(delay), CancellationToken.None);
        await environment.Sandbox.ReleaseAsync();
    }

    private async Task LeaveAsync(RunEnvironment environment)
    {
        List<ServerProcess> servers = [.. environment.Slots.Select(slot => slot.Current).OfType<ServerProcess>()];
        switch (how)
        {
            case Departure.CancelledCall:
                environment.CancelCreates();
                break;
            case Departure.ClosedInput:
                servers.ForEach(server => server.CloseInput());
                break;
            case Departure.ClosedInputAndKilledTree:
                servers.ForEach(server => server.CloseInput());
                await RealTime.PauseAsync(HostPatience, CancellationToken.None);
                servers.ForEach(server => server.Kill(wholeTree: true));
                break;
            default:
                servers.ForEach(server => server.Signal(how.ToString().ToUpperInvariant()));
                break;
        }
    }
}
