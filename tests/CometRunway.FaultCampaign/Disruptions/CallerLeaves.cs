using CometRunway.FaultCampaign.Runs;
using CometRunway.FaultCampaign.Sandboxes;

namespace CometRunway.FaultCampaign.Disruptions;

/// <summary>All callers of the paid request leave while it is in flight. No server is killed, so the response must be recorded.</summary>
internal sealed class CallerLeaves(string how, string pauseFault, int delay) : Disruption
{
    public const string Cancels = "call cancelled";
    public const string Closes = "client exited";
    public const string Terminates = "SIGTERM";

    public override string Kind => $"{how} while the POST is in flight";

    public override Task PrepareAsync(RunEnvironment environment) => environment.Sandbox.ScriptAsync(new FaultRule("create", pauseFault));

    public override async Task RunAsync(RunEnvironment environment, CancellationToken cancellationToken)
    {
        if (await WaitForAsync(async () => await environment.Sandbox.PausedAsync() > 0, cancellationToken))
        {
            environment.Log(Kind);
            Leave(environment);
            environment.RunRecord.RecordFault(Kind);
        }

        await RealTime.PauseAsync(TimeSpan.FromMilliseconds(delay), CancellationToken.None);
        await environment.Sandbox.ReleaseAsync();
    }

    private void Leave(RunEnvironment environment)
    {
        if (how == Cancels)
        {
            environment.CancelCreates();
            return;
        }

        foreach (var server in environment.Slots.Select(slot => slot.Current).OfType<Servers.ServerProcess>())
        {
            if (how == Closes)
                server.CloseInput();
            else
                server.Terminate();
        }
    }
}
