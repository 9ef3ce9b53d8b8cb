using System.Diagnostics;
using CometRunway.FaultCampaign.Disruptions;
using CometRunway.FaultCampaign.Runs;
using CometRunway.FaultCampaign.Servers;

namespace CometRunway.FaultCampaign;

/// <summary>Executes all runs, some of them in parallel.</summary>
internal sealed class Campaign(CampaignOptions options, TextWriter output)
{
    private readonly Totals _totals = new();
    private readonly Lock _reporting = new();
    private int _next;

    /// <summary>The first run that failed, if any.</summary>
    public RunReport? FirstFailure { get; private set; }

    public async Task<Totals> RunAsync()
    {
        var watch = Stopwatch.StartNew();
        if (!FullDisk.IsPossible)
            await output.WriteLineAsync("skipped: full disks (this user cannot mount a small disk)");
        if (options.Broken is not null)
            await output.WriteLineAsync("skipped: clock jumps, late restarts and inherited handlers (they are variants of the server, as the broken ones are)");
        await Task.WhenAll(Enumerable.Range(0, Math.Min(options.Parallel, options.Runs)).Select(_ => RunWorkerAsync()));
        await _totals.PrintAsync(output, watch.Elapsed);
        return _totals;
    }

    private async Task RunWorkerAsync()
    {
        using var worker = new Worker(options, Server());
        for (int i; (i = Interlocked.Increment(ref _next) - 1) < options.Runs && !(options.StopAtFirst && !_totals.Passed);)
            Report(await worker.RunAsync(options.Seed + i));
        if (await worker.CloseAsync() is { } late)
            Report(RunReport.AfterLastRun(late));
    }

    private ServerProgram Server() => options switch
    {
        { Broken: { } name } => ServerProgram.Variant(name),
        { Server: { } path } => ServerProgram.At(path),
        _ => ServerProgram.Built("CometRunway.McpServer", "comet-runway-mcp"),
    };

    private void Report(RunReport run)
    {
        lock (_reporting)
        {
            _totals.Add(run);
            if (!run.RunResult.Passed)
                FirstFailure ??= run;
            foreach (var finding in run.RunResult.Findings)
                output.WriteLine($"seed {run.Seed}: {finding}");
            if (options.IsVerbose)
                output.WriteLine(FormattableString.Invariant($"seed {run.Seed}: {run.Duration.TotalSeconds:0.0} s, {string.Join(", ", run.Faults)}"));
            if (_totals.Runs % 25 == 0)
                output.WriteLine($"{_totals.Runs} runs");
        }
    }
}
