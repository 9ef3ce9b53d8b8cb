using CometRunway.FaultCampaign.Runs;

namespace CometRunway.FaultCampaign;

/// <summary>What a campaign came to.</summary>
internal sealed class Totals
{
    private readonly SortedDictionary<string, int> _faults = new(StringComparer.Ordinal);
    private readonly List<RunReport> _failed = [];
    private RunReport? _slowest;
    private int _charged;
    private int _unknown;
    private int _unknownForNothing;
    private int _files;

    public int Runs { get; private set; }

    public int Lost => _failed.Sum(run => run.Verdict.Lost.Count);

    public int Doubled => _failed.Sum(run => run.Verdict.Doubled.Count);

    public int Damaged => _failed.Sum(run => run.Verdict.Damaged.Count);

    public bool IsGood => _failed.Count == 0;

    public void Add(RunReport run)
    {
        Runs++;
        foreach (var fault in run.Faults)
            _faults[fault] = _faults.GetValueOrDefault(fault) + 1;
        if (_slowest is null || run.Took > _slowest.Took)
            _slowest = run;
        _charged += run.Verdict.Charged;
        _unknown += run.Verdict.Unknown;
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
            $"{Runs} runs in {took.TotalSeconds:0} s, {_charged} tasks charged, {_files} files compared, {_unknown} unknown and charged, {_unknownForNothing} unknown and not charged"));
        await output.WriteLineAsync(FormattableString.Invariant($"the slowest run took {_slowest?.Took.TotalSeconds:0} s (seed {_slowest?.Seed})"));
        await output.WriteLineAsync(FormattableString.Invariant($"lost {Lost}, doubled {Doubled}, damaged {Damaged}"));
        if (!IsGood)
            await output.WriteLineAsync("failed: " + string.Join(", ", _failed.Select(run => FormattableString.Invariant($"--runs 1 --seed {run.Seed}"))));
    }
}
