using System.Collections.Concurrent;

namespace CometRunway.Tasks.Polling;

/// <summary>Faults in a row, by task; only for the rhythm, so that a restart may forget them.</summary>
internal sealed class ConsecutiveFailures
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public int Add(string handle) => _counts.AddOrUpdate(handle, 1, static (_, n) => n + 1);

    public void Forget(string handle) => _counts.TryRemove(handle, out _);
}
