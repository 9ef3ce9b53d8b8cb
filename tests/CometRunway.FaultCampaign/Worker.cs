using CometRunway.FaultCampaign.Disruptions;
using CometRunway.FaultCampaign.Runs;
using CometRunway.FaultCampaign.Sandboxes;
using CometRunway.FaultCampaign.Servers;
using CometRunway.FaultCampaign.Verification;

namespace CometRunway.FaultCampaign;

/// <summary>Executes runs sequentially on its own sandbox, which is replaced regularly to keep the journal short.</summary>
internal sealed class Worker(CampaignOptions options, ServerProgram server) : IDisposable
{
    private const int RunsPerSandbox = 12;
    private const double Speed = 40;
    private readonly ServerProgram _sandboxProgram = ServerProgram.Built("CometRunway.Sandbox.Tool", "comet-runway-sandbox");
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
            report.RunResult.Lost.Add(late);
        return report;
    }

    /// <summary>Describes tasks that were charged after their run was verified, if any.</summary>
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
        return counts && late > 0 ? $"{late} tasks were charged after their run was verified, in one of the seeds {seeds}" : null;
    }

    public void Dispose()
    {
        _sandbox?.Dispose();
        _sandbox = null;
    }

    private async Task<RunReport> RunAsync(int seed, SandboxProcess sandbox)
    {
        _seeds.Add(seed);
        var scenario = Scenario.Draw(seed, options.Broken is null ? ServerProgram.Variant : null, options.Only);
        var folder = Directory.CreateTempSubdirectory($"fault-campaign-{seed}-").FullName;
        using var environment = new RunEnvironment(folder, sandbox, server, scenario.Servers) { KillsFirstOnly = scenario.KillsFirstOnly };
        var report = await new FaultRun(scenario, environment).RunAsync();
        _charged += report.RunResult.Charged;
        _counts &= report.RunResult.NotVerified.Count == 0;
        environment.Dispose();
        CleanUp(scenario, environment, report.RunResult);
        return report;
    }

    /// <summary>Keeps the folder of a failed run, and unmounts the small disks in any case.</summary>
    private static void CleanUp(Scenario scenario, RunEnvironment environment, RunResult result)
    {
        if (scenario.FillsDisk)
        {
            foreach (var disk in (string[])[environment.Home, environment.Output])
            {
                if (!result.Passed)
                    Copy(disk, disk + ".copy");
                FullDisk.Unmount(disk);
            }
        }

        if (result.Passed)
            Directory.Delete(environment.Folder, recursive: true);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
    }
}
