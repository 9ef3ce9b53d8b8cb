using System.Collections.Concurrent;

namespace CometRunway.Tasks.Polling;

/// <summary>How long this process has followed each task, by a clock that does not jump.</summary>
internal sealed class TrackedDurations(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, long> _since = new(StringComparer.Ordinal);

    /// <summary>Zero at the first call for a task.</summary>
    public TimeSpan Of(string handle) => time.GetElapsedTime(_since.GetOrAdd(handle, static (_, clock) => clock.GetTimestamp(), time));

    public void Forget(string handle) => _since.TryRemove(handle, out _);
}
