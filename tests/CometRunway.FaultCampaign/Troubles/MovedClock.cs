using System.Globalization;
using CometRunway.Diagnostics;
using CometRunway.FaultCampaign.Runs;
using CometRunway.FaultCampaign.Servers;

namespace CometRunway.FaultCampaign.Troubles;

/// <summary>The machine's time of day jumps while tasks are under way.</summary>
internal sealed class MovedClock(ServerProgram program, double start, (int After, double To)[] jumps) : Trouble
{
    public override string Kind => "clock jumps";

    public override Task PrepareAsync(Stage stage)
    {
        stage.Program = program;
        Set(stage, start);
        return Task.CompletedTask;
    }

    public override async Task StrikeAsync(Stage stage, CancellationToken cancellationToken)
    {
        foreach (var (after, to) in jumps)
        {
            await Task.Delay(after, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
                return;
            stage.Log($"clock {to}");
            Set(stage, to);
            stage.Books.Struck(Kind);
        }
    }

    private static void Set(Stage stage, double seconds)
    {
        var half = stage.Clock + ".half";
        File.WriteAllText(half, seconds.ToString(CultureInfo.InvariantCulture));
        File.Move(half, stage.Clock, overwrite: true);
    }
}
