using CometRunway.FaultCampaign.Runs;
using CometRunway.FaultCampaign.Sandboxes;

namespace CometRunway.FaultCampaign.Disruptions;

/// <summary>The first downloads send an eighth of the file every 20 s. They must not delay the others.</summary>
/// <param name="slow">The number of slow downloads.</param>
internal sealed class SlowDownloads(int slow) : Disruption
{
    /// <summary>The number of requests in a run: more than the slow downloads.</summary>
    public const int Requests = 7;

    /// <summary>How long after its acceptance a task may wait for its download. The task itself takes about a second.</summary>
    public static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(20);

    public override string Kind => "slow downloads";

    public override bool AllowsKills => false;

    public override Task PrepareAsync(RunEnvironment environment)
    {
        environment.RunRecord.RecordFault(Kind);
        return environment.Sandbox.ScriptAsync(new FaultRule("output", "slow-body") { Times = slow, PauseMilliseconds = 20_000 });
    }
}
