using CometRunway.FaultCampaign.Runs;
using CometRunway.FaultCampaign.Sandboxes;
using CometRunway.FaultCampaign.Servers;
using CometRunway.FaultCampaign.Troubles;
using CometRunway.FaultCampaign.Verdicts;

namespace CometRunway.FaultCampaign;

/// <summary>Runs one after the other on a sandbox of its own, which is replaced before its journal grows long.</summary>
internal sealed class Lane(CampaignOptions options, ServerProgram server) : IDisposable
{
    private const int RunsPerSandbox = 12;
    private const double Speed = 40;
    private readonly ServerProgram _sandboxProgram = ServerProgram.Built("CometRunway.Sandbox.Tool", "comet-runway-sandbox");
    private readonly ServerProgram _clockServer = ServerProgram.Built("CometRunway.VariantServer", "CometRunway.VariantServer").With("clock");
    private SandboxProcess? _sandbox;
    private int _runs;
    private int _charged;

    public async Task<RunReport> RunAsync(int seed)
    {
        if (_runs++ % RunsPerSandbox == 0)
            await ReplaceSandboxAsync();
        var scenario = Scenario.Draw(seed, _clockServer, mayMoveClock: options.Broken is null, options.Only);
        var folder = Directory.CreateTempSubdirectory($"fault-campaign-{seed}-").FullName;
        using var stage = new Stage(folder, _sandbox!, server, scenario.Servers);
        var report = await new FaultRun(scenario, stage).RunAsync();
        _charged += report.Verdict.Charged;
        stage.Dispose();
        CleanUp(scenario, stage, report.Verdict);
        return report;
    }

    /// <summary>Fails when something was charged after its run had been judged.</summary>
    public async Task CloseAsync()
    {
        if (_sandbox is null)
            return;
        var charged = (await _sandbox.JournalAsync()).Tasks.Count;
        if (charged != _charged)
            throw new InvalidOperationException($"{charged - _charged} tasks were charged after their run had been judged.");
        Dispose();
    }

    public void Dispose()
    {
        _sandbox?.Dispose();
        _sandbox = null;
    }

    private async Task ReplaceSandboxAsync()
    {
        await CloseAsync();
        _charged = 0;
        _sandbox = await SandboxProcess.StartAsync(_sandboxProgram, Speed);
    }

    private static void CleanUp(Scenario scenario, Stage stage, Verdict verdict)
    {
        if (!verdict.IsGood)
            return;
        if (scenario.Troubles.Any(trouble => trouble is FullDisk))
        {
            FullDisk.Unmount(stage.Home);
            FullDisk.Unmount(stage.Output);
        }

        Directory.Delete(stage.Folder, recursive: true);
    }
}
