using CometRunway.FaultCampaign.Runs;
using CometRunway.FaultCampaign.Sandboxes;

namespace CometRunway.FaultCampaign.Disruptions;

/// <summary>The sandbox injects scripted faults. The journal shows which of them occurred.</summary>
internal sealed class ScriptedFaults(IReadOnlyList<FaultRule> rules) : Disruption
{
    public override string Kind => "scripted faults";

    public override Task PrepareAsync(RunEnvironment environment) => environment.Sandbox.ScriptAsync(rules);
}
