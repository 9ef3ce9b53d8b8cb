using CometRunway.FaultCampaign.Runs;
using CometRunway.FaultCampaign.Sandboxes;
using CometRunway.FaultCampaign.Servers;

namespace CometRunway.FaultCampaign.Disruptions;

/// <summary>The server inherits HTTP handlers that repeat requests, and the service fails.</summary>
/// <param name="server">A server with such handlers.</param>
/// <param name="rules">The faults of the service.</param>
internal sealed class InheritedHandlers(ServerProgram server, IReadOnlyList<FaultRule> rules) : Disruption
{
    public override string Kind => "inherited HTTP handlers";

    public override Task PrepareAsync(RunEnvironment environment)
    {
        environment.Program = server;
        environment.RunRecord.RecordFault(Kind);
        return environment.Sandbox.ScriptAsync(rules);
    }
}
