using CometRunway.FaultCampaign.Runs;
using CometRunway.Store.Sqlite;

namespace CometRunway.FaultCampaign;

/// <summary>What a campaign came to.</summary>
internal sealed class Totals
{
    private readonly SortedDictionary<string, int> _faults = new(StringComparer.Ordinal);
    private readonly List<RunReport> _failed = [];
    private RunReport? _slowest;
    private int _charged;
    private int _unknown;
    private int _unknownByAHair;
    private int _unknownForNothing;
    private TimeSpan _spent;
    private int _files;

    public int Runs { get; private set; }

    public int Lost => _failed.Sum(run => run.Verdict.Lost.Count);

    public int Doubled => _failed.Sum(run => run.Verdict.Doubled.Count);

    public int Damaged => _failed.Sum(run => run.Verdict.Damaged.Count);

    /// <summary>Runs without a verdict; they fail a campaign as well.</summary>
    public int Unjudged => _failed.Sum(run => run.Verdict.Unjudged.Count);

    public bool IsGood => _failed.Count == 0;

    public void Add(RunReport run)
    {
        // What is noticed after the last run is a finding and no run.
        Runs += run.Seed < 0 ? 0 : 1;
        _spent += run.Took;
        foreach (var fault in run.Faults)
            _faults[fault] = _faults.GetValueOrDefault(fault) + 1;
        if (_slowest is null || run.Took > _slowest.Took)
            _slowest = run;
        _charged += run.Verdict.Charged;
        _unknown += run.Verdict.Unknown;
        _unknownByAHair += run.Verdict.UnknownByAHair;
        _unknownForNothing += run.Verdict.UnknownForNothing;
        _files += run.Verdict.Files;
        if (!run.Verdict.IsGood)
            _failed.Add(run);
    }

    public async Task PrintAsync(TextWriter output, TimeSpan took)
    {
        await output.WriteLineAsync("faults that happened:");
        foreach (var (fault, times) in _faults)
            await output.WriteLineAsync(FormattableString.Invariant($"  {times,5}  {fault}"));
        await output.WriteLineAsync(FormattableString.Invariant(
            $"{Runs} runs in {took.TotalSeconds:0} s ({(Runs == 0 ? 0 : _spent.TotalSeconds / Runs):0.0} s each), {_charged} tasks charged, {_files} files compared"));
        await output.WriteLineAsync(FormattableString.Invariant(
            $"{_unknown} unknown and charged ({_unknownByAHair} of them killed just as the answer arrived), {_unknownForNothing} unknown and not charged"));
        await output.WriteLineAsync(FormattableString.Invariant($"the slowest run took {_slowest?.Took.TotalSeconds:0} s (seed {_slowest?.Seed})"));
        await output.WriteLineAsync(FormattableString.Invariant($"lost {Lost}, doubled {Doubled}, damaged {Damaged}{(Unjudged > 0 ? $", not judged {Unjudged}" : "")}"));
        if (!IsGood)
            await output.WriteLineAsync("failed: " + string.Join(", ", _failed.Select(run => FormattableString.Invariant($"--runs 1 --seed {run.Seed}"))));
    }
}
