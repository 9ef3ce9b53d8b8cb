using System.Collections.Concurrent;
using CometRunway.FaultCampaign.Servers;

namespace CometRunway.FaultCampaign.Runs;

/// <summary>Records the requests, the injected faults and the problems of a run.</summary>
internal sealed class RunRecord
{
    private readonly ConcurrentQueue<(string Prompt, ServerProcess Server)> _requests = new();
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly ConcurrentQueue<string> _problems = new();

    public IEnumerable<string> Faults => _faults;

    /// <summary>The problems found before the verification.</summary>
    public IEnumerable<string> Problems => _problems;

    /// <summary>The longest time from the start of a server to its first response.</summary>
    public TimeSpan SlowestStartup { get; private set; }

    public void RecordStartup(TimeSpan duration)
    {
        lock (_requests)
            SlowestStartup = duration > SlowestStartup ? duration : SlowestStartup;
    }

    public void RecordRequest(string prompt, ServerProcess server) => _requests.Enqueue((prompt, server));

    public void RecordFault(string kind) => _faults.Enqueue(kind);

    public void RecordProblem(string problem) => _problems.Enqueue(problem);

    /// <summary>Returns when the servers that received this request were killed.</summary>
    public IReadOnlyList<DateTimeOffset> KillsOf(string? prompt) =>
        [.. _requests.Where(request => request.Prompt == prompt).Select(request => request.Server.KilledAt).OfType<DateTimeOffset>()];
}
