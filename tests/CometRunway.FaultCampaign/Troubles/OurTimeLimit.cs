using CometRunway.FaultCampaign.Runs;
using CometRunway.FaultCampaign.Sandboxes;

namespace CometRunway.FaultCampaign.Troubles;

/// <summary>The service takes the task and answers after our own time limit: a true unknown.</summary>
internal sealed class OurTimeLimit(string hold) : Trouble
{
    public override string Kind => "answer after our time limit";

    public override Task PrepareAsync(Stage stage)
    {
        stage.Environment["COMETRUNWAY_CREATE_TIMEOUT"] = "1.2";
        return stage.Sandbox.ScriptAsync(new FaultRule("create", hold));
    }

    public override async Task StrikeAsync(Stage stage, CancellationToken cancellationToken)
    {
        if (await SeeAsync(async () => await stage.Sandbox.PausedAsync() > 0, cancellationToken))
        {
            stage.Books.Struck(Kind);
            await Task.Delay(2500, CancellationToken.None);
        }

        await stage.Sandbox.ReleaseAsync();
    }
}
