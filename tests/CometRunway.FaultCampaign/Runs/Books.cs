using System.Collections.Concurrent;
using CometRunway.FaultCampaign.Servers;

namespace CometRunway.FaultCampaign.Runs;

/// <summary>What a run keeps track of: who was asked for what, what was struck, what is wrong already.</summary>
internal sealed class Books
{
    private readonly ConcurrentQueue<(string Prompt, ServerProcess Server)> _asked = new();
    private readonly ConcurrentQueue<string> _struck = new();
    private readonly ConcurrentQueue<string> _complaints = new();

    public IEnumerable<string> Faults => _struck;

    /// <summary>What can be seen to be wrong before the verdict.</summary>
    public IEnumerable<string> Complaints => _complaints;

    /// <summary>The longest time between the start of a server and its first word.</summary>
    public TimeSpan SlowestGreeting { get; private set; }

    public void Greeted(TimeSpan after)
    {
        lock (_asked)
            SlowestGreeting = after > SlowestGreeting ? after : SlowestGreeting;
    }

    public void Asked(string prompt, ServerProcess server) => _asked.Enqueue((prompt, server));

    public void Struck(string kind) => _struck.Enqueue(kind);

    public void Complain(string what) => _complaints.Enqueue(what);

    /// <summary>When servers that were asked for this were killed.</summary>
    public IReadOnlyList<DateTimeOffset> KillsOf(string? prompt) =>
        [.. _asked.Where(asked => asked.Prompt == prompt).Select(asked => asked.Server.KilledAt).OfType<DateTimeOffset>()];
}
