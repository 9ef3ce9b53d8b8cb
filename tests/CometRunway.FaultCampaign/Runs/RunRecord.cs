using System.Collections.Concurrent;

namespace CometRunway.FaultCampaign.Runs;

/// <summary>Records the injected faults and the problems of a run.</summary>
internal sealed class RunRecord
{
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly ConcurrentQueue<string> _problems = new();

    public IEnumerable<string> Faults => _faults;

    /// <summary>The problems found before the verification.</summary>
    public IEnumerable<string> Problems => _problems;

    public void RecordFault(string kind) => _faults.Enqueue(kind);

    public void RecordProblem(string problem) => _problems.Enqueue(problem);
}
