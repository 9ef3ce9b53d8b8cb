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
    private readonly List<int> _seeds = [];
    private SandboxProcess? _sandbox;
    private int _charged;
    private bool _counts = true;

    public async Task<RunReport> RunAsync(int seed)
    {
        string? late = null;
        if (_sandbox is null || _seeds.Count == RunsPerSandbox)
        {
            late = await CloseAsync();
            _sandbox = await SandboxProcess.StartAsync(_sandboxProgram, Speed);
        }

        var report = await RunAsync(seed, _sandbox!);
        if (late is not null)
            report.Verdict.Lost.Add(late);
        return report;
    }

    /// <summary>What was charged after its run had been judged; null when nothing was.</summary>
    public async Task<string?> CloseAsync()
    {
        if (_sandbox is null)
            return null;
        var late = (await _sandbox.JournalAsync()).Tasks.Count - _charged;
        var seeds = string.Join(", ", _seeds);
        var counts = _counts;
        Dispose();
        (_charged, _counts) = (0, true);
        _seeds.Clear();
        return counts && late > 0 ? $"{late} tasks were charged after their run had been judged, one of seeds {seeds}" : null;
    }

    public void Dispose()
    {
        _sandbox?.Dispose();
        _sandbox = null;
    }

    private async Task<RunReport> RunAsync(int seed, SandboxProcess sandbox)
    {
        _seeds.Add(seed);
        var scenario = Scenario.Draw(seed, _clockServer, mayMoveClock: options.Broken is null, options.Only);
        var folder = Directory.CreateTempSubdirectory($"fault-campaign-{seed}-").FullName;
        using var stage = new Stage(folder, sandbox, server, scenario.Servers) { KillsOneOnly = scenario.KillsOneOnly };
        var report = await new FaultRun(scenario, stage).RunAsync();
        _charged += report.Verdict.Charged;
        _counts &= report.Verdict.Unjudged.Count == 0;
        stage.Dispose();
        CleanUp(scenario, stage, report.Verdict);
        return report;
    }

    /// <summary>The folder of a run that failed stays; small disks are taken away in any case.</summary>
    private static void CleanUp(Scenario scenario, Stage stage, Verdict verdict)
    {
        if (scenario.Troubles.Any(trouble => trouble is FullDisk))
        {
            foreach (var disk in (string[])[stage.Home, stage.Output])
            {
                if (!verdict.IsGood)
                    Copy(disk, disk + ".copy");
                FullDisk.Unmount(disk);
            }
        }

        if (verdict.IsGood)
            Directory.Delete(stage.Folder, recursive: true);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
    }
}
