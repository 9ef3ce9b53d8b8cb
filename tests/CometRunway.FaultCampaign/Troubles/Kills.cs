using CometRunway.FaultCampaign.Runs;
using CometRunway.FaultCampaign.Sandboxes;

namespace CometRunway.FaultCampaign.Troubles;

/// <summary>SIGKILL at any moment of a server's life, perhaps twice.</summary>
internal sealed class KillAtRandom(int[] delays) : Trouble
{
    public override string Kind => "kill: at random";

    public override async Task StrikeAsync(Stage stage, CancellationToken cancellationToken)
    {
        foreach (var delay in delays)
        {
            await Task.Delay(delay, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
                return;
            KillThem(stage);
        }
    }
}

/// <summary>SIGKILL while the paid request is held at a known point; then it goes on without anybody.</summary>
internal sealed class KillWhilePaused(string pause, string point, int lateness) : Trouble
{
    public override string Kind => $"kill: {point}";

    public override Task PrepareAsync(Stage stage) => stage.Sandbox.ScriptAsync(new FaultRule("create", pause));

    public override async Task StrikeAsync(Stage stage, CancellationToken cancellationToken)
    {
        if (await SeeAsync(async () => await stage.Sandbox.PausedAsync() > 0, cancellationToken))
            KillThem(stage);
        await Task.Delay(lateness, CancellationToken.None);
        await stage.Sandbox.ReleaseAsync();
    }
}

/// <summary>SIGKILL a few milliseconds around the moment in which the answer arrives and is written down.</summary>
internal sealed class KillAroundTheAnswer(int delay) : Trouble
{
    public override string Kind => "kill: between answer and ledger";

    public override Task PrepareAsync(Stage stage) => stage.Sandbox.ScriptAsync(new FaultRule("create", "pause-after-accept"));

    public override async Task StrikeAsync(Stage stage, CancellationToken cancellationToken)
    {
        var held = await SeeAsync(async () => await stage.Sandbox.PausedAsync() > 0, cancellationToken);
        var release = stage.Sandbox.ReleaseAsync();
        if (held)
        {
            await Task.Delay(delay, CancellationToken.None);
            KillThem(stage);
        }

        await release;
    }
}

/// <summary>SIGKILL as soon as a row of the ledger says so.</summary>
internal sealed class KillOnRow(string point, string condition) : Trouble
{
    public override string Kind => $"kill: {point}";

    public override async Task StrikeAsync(Stage stage, CancellationToken cancellationToken)
    {
        using var ledger = new LedgerWatch(stage.Home);
        if (await SeeAsync(() => Task.FromResult(ledger.HasRow(condition)), cancellationToken))
            KillThem(stage);
    }
}

/// <summary>SIGKILL while bytes of the video arrive.</summary>
internal sealed class KillInTheDownload(int delay) : Trouble
{
    public override string Kind => "kill: in the download";

    public override Task PrepareAsync(Stage stage) => stage.Sandbox.ScriptAsync(new FaultRule("output", "slow-body") { PauseMilliseconds = 60 });

    public override async Task StrikeAsync(Stage stage, CancellationToken cancellationToken)
    {
        if (!await SeeAsync(() => Task.FromResult(HasPart(stage.Output)), cancellationToken))
            return;
        await Task.Delay(delay, CancellationToken.None);
        KillThem(stage);
    }

    private static bool HasPart(string folder) => new DirectoryInfo(folder).EnumerateFiles(".*.part").Any(part => part.Length > 0);
}
