using CometRunway.FaultCampaign.Runs;
using CometRunway.FaultCampaign.Sandboxes;

namespace CometRunway.FaultCampaign.Troubles;

/// <summary>Everybody who waits for the paid request goes away while it is under way; nobody is killed, so its answer must be written down.</summary>
internal sealed class Departure(string how, string hold, int pause) : Trouble
{
    public const string Cancels = "call cancelled";
    public const string Closes = "client gone";
    public const string Terminates = "SIGTERM";

    public override string Kind => $"{how} while the POST is under way";

    public override Task PrepareAsync(Stage stage) => stage.Sandbox.ScriptAsync(new FaultRule("create", hold));

    public override async Task StrikeAsync(Stage stage, CancellationToken cancellationToken)
    {
        if (await SeeAsync(async () => await stage.Sandbox.PausedAsync() > 0, cancellationToken))
        {
            stage.Log(Kind);
            Leave(stage);
            stage.Books.Struck(Kind);
        }

        await Task.Delay(pause, CancellationToken.None);
        await stage.Sandbox.ReleaseAsync();
    }

    private void Leave(Stage stage)
    {
        if (how == Cancels)
        {
            stage.CancelCreates();
            return;
        }

        foreach (var server in stage.Slots.Select(slot => slot.Current).OfType<Servers.ServerProcess>())
        {
            if (how == Closes)
                server.CloseInput();
            else
                server.Terminate();
        }
    }
}
