using CometRunway.FaultCampaign.Runs;
using CometRunway.FaultCampaign.Servers;

namespace CometRunway.FaultCampaign.Disruptions;

/// <summary>The time of day jumps while tasks are running.</summary>
internal sealed class MovedClock(ServerProgram program, double start, (int After, double To)[] jumps) : Disruption
{
    public override string Kind => "clock jumps";

    public override Task PrepareAsync(RunEnvironment environment)
    {
        environment.Program = program;
        environment.SetClock(start);
        return Task.CompletedTask;
    }

    public override async Task RunAsync(RunEnvironment environment, CancellationToken cancellationToken)
    {
        foreach (var (after, to) in jumps)
        {
            await RealTime.PauseAsync(TimeSpan.FromMilliseconds(after), cancellationToken);
            if (cancellationToken.IsCancellationRequested)
                return;
            environment.Log($"clock {to}");
            environment.SetClock(to);
            environment.RunRecord.RecordFault(Kind);
        }
    }
}
