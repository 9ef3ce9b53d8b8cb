using CometRunway.FaultCampaign.Runs;
using CometRunway.FaultCampaign.Sandboxes;

namespace CometRunway.FaultCampaign.Troubles;

/// <summary>The service misbehaves as scripted; the journal tells afterwards what came of it.</summary>
internal sealed class OddService(IReadOnlyList<FaultRule> rules) : Trouble
{
    public override string Kind => "scripted answers";

    public override Task PrepareAsync(Stage stage) => stage.Sandbox.ScriptAsync(rules);
}
