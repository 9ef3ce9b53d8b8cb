using System.Diagnostics;
using CometRunway.FaultCampaign.Runs;
using CometRunway.FaultCampaign.Servers;
using CometRunway.FaultCampaign.Troubles;

namespace CometRunway.FaultCampaign;

/// <summary>All runs, some at once.</summary>
internal sealed class Campaign(CampaignOptions options, TextWriter output)
{
    private readonly Totals _totals = new();
    private readonly Lock _telling = new();
    private int _next;

    /// <summary>The first run that failed; null when none did.</summary>
    public RunReport? FirstFailure { get; private set; }

    public async Task<Totals> RunAsync()
    {
        var watch = Stopwatch.StartNew();
        if (!FullDisk.IsPossible)
            await output.WriteLineAsync("skipped: full disks (this user may not mount a small one)");
        if (options.Broken is not null)
            await output.WriteLineAsync("skipped: clocks that jump (the broken servers have none)");
        await Task.WhenAll(Enumerable.Range(0, Math.Min(options.Parallel, options.Runs)).Select(_ => RunLaneAsync()));
        await _totals.PrintAsync(output, watch.Elapsed);
        return _totals;
    }

    private async Task RunLaneAsync()
    {
        using var lane = new Lane(options, Server());
        for (int i; (i = Interlocked.Increment(ref _next) - 1) < options.Runs && !(options.StopAtFirst && !_totals.IsGood);)
            Tell(await lane.RunAsync(options.Seed + i));
        if (await lane.CloseAsync() is { } late)
            Tell(RunReport.AfterAll(late));
    }

    private ServerProgram Server() => options switch
    {
        { Broken: { } name } => ServerProgram.Built("CometRunway.VariantServer", "CometRunway.VariantServer").With(name),
        { Server: { } path } => ServerProgram.At(path),
        _ => ServerProgram.Built("CometRunway.McpServer", "comet-runway-mcp"),
    };

    private void Tell(RunReport run)
    {
        lock (_telling)
        {
            _totals.Add(run);
            if (!run.Verdict.IsGood)
                FirstFailure ??= run;
            foreach (var finding in run.Verdict.Findings)
                output.WriteLine($"seed {run.Seed}: {finding}");
            if (options.Tells)
                output.WriteLine(FormattableString.Invariant($"seed {run.Seed}: {run.Took.TotalSeconds:0.0} s, {string.Join(", ", run.Faults)}"));
            if (_totals.Runs % 25 == 0)
                output.WriteLine($"{_totals.Runs} runs");
        }
    }
}
