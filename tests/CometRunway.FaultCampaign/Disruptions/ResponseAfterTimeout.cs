using CometRunway.FaultCampaign.Runs;
using CometRunway.FaultCampaign.Sandboxes;

namespace CometRunway.FaultCampaign.Disruptions;

/// <summary>The service accepts the task and responds after the create timeout of the server, so that the outcome is unknown.</summary>
internal sealed class ResponseAfterTimeout(string pauseFault) : Disruption
{
    public override string Kind => "response after the create timeout";

    public override Task PrepareAsync(RunEnvironment environment)
    {
        environment.Environment["COMETRUNWAY_CREATE_TIMEOUT"] = "1.2";
        return environment.Sandbox.ScriptAsync(new FaultRule("create", pauseFault));
    }

    public override async Task RunAsync(RunEnvironment environment, CancellationToken cancellationToken)
    {
        if (await WaitForAsync(async () => await environment.Sandbox.PausedAsync() > 0, cancellationToken))
        {
            environment.RunRecord.RecordFault(Kind);
            await RealTime.PauseAsync(TimeSpan.FromMilliseconds(2500), CancellationToken.None);
        }

        await environment.Sandbox.ReleaseAsync();
    }
}
