using CometRunway.FaultCampaign.Runs;

namespace CometRunway.FaultCampaign;

/// <summary>The results of a campaign.</summary>
internal sealed class Totals
{
    private readonly SortedDictionary<string, int> _faults = new(StringComparer.Ordinal);
    private readonly List<RunReport> _failed = [];
    private readonly SortedDictionary<string, int> _unknownCauses = new(StringComparer.Ordinal);
    private RunReport? _slowest;
    private int _charged;
    private int _unknown;
    private int _creates;
    private int _unknownNotCharged;
    private TimeSpan _spent;
    private int _files;

    public int Runs { get; private set; }

    public int Lost => _failed.Sum(run => run.RunResult.Lost.Count);

    public int Duplicated => _failed.Sum(run => run.RunResult.Duplicated.Count);

    public int Damaged => _failed.Sum(run => run.RunResult.Damaged.Count);

    /// <summary>The number of runs that could not be verified. They fail the campaign, too.</summary>
    public int NotVerified => _failed.Sum(run => run.RunResult.NotVerified.Count);

    public bool Passed => _failed.Count == 0;

    public void Add(RunReport run)
    {
        // A report after the last run is not a run.
        Runs += run.Seed < 0 ? 0 : 1;
        _spent += run.Duration;
        Count(_faults, run.Faults);
        Count(_unknownCauses, run.RunResult.UnknownCauses);
        if (_slowest is null || run.Duration > _slowest.Duration)
            _slowest = run;
        _charged += run.RunResult.Charged;
        _unknown += run.RunResult.Unknown;
        _creates += run.RunResult.Creates;
        _unknownNotCharged += run.RunResult.UnknownNotCharged;
        _files += run.RunResult.Files;
        if (!run.RunResult.Passed)
            _failed.Add(run);
    }

    public async Task PrintAsync(TextWriter output, TimeSpan duration)
    {
        await PrintAsync(output, "faults that occurred:", _faults);
        await PrintAsync(output, "unknown outcomes by recorded cause:", _unknownCauses);
        await output.WriteLineAsync(FormattableString.Invariant(
            $"{Runs} runs in {duration.TotalSeconds:0} s ({(Runs == 0 ? 0 : _spent.TotalSeconds / Runs):0.0} s each), {_charged} tasks charged, {_files} files compared"));
        await output.WriteLineAsync(FormattableString.Invariant(
            $"{_creates} creates reached the service: {_unknown} unknown and charged ({PerThousand(_unknown):0} per 1,000), {_unknownNotCharged} unknown and not charged ({PerThousand(_unknownNotCharged):0} per 1,000)"));
        await output.WriteLineAsync(FormattableString.Invariant($"the slowest run took {_slowest?.Duration.TotalSeconds:0} s (seed {_slowest?.Seed})"));
        await output.WriteLineAsync(FormattableString.Invariant($"lost {Lost}, duplicated {Duplicated}, damaged {Damaged}{(NotVerified > 0 ? $", not verified {NotVerified}" : "")}"));
        if (!Passed)
            await output.WriteLineAsync("failed: " + string.Join(", ", _failed.Select(run => FormattableString.Invariant($"--runs 1 --seed {run.Seed}"))));
    }

    private double PerThousand(int count) => _creates == 0 ? 0 : 1000.0 * count / _creates;

    private static void Count(SortedDictionary<string, int> counts, IEnumerable<string> names)
    {
        foreach (var name in names)
            counts[name] = counts.GetValueOrDefault(name) + 1;
    }

    private static async Task PrintAsync(TextWriter output, string title, SortedDictionary<string, int> counts)
    {
        await output.WriteLineAsync(title);
        foreach (var (name, times) in counts)
            await output.WriteLineAsync(FormattableString.Invariant($"  {times,5}  {name}"));
    }
}
