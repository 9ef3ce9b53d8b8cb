namespace CometRunway.Tasks.Polling;

/// <summary>
/// When to look for tasks: every five seconds completely, and after the poller was woken as soon as scans take no more than a twentieth of the time. So
/// the first poll of a single new task is not delayed, and a thousand creates do not cause a thousand scans of a thousand tasks.
/// </summary>
internal sealed class ScanTimes(TimeProvider time)
{
    /// <summary>The time between two full scans.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private const int Share = 20;

    private bool _isWoken;
    private long? _lastFull;
    private long _lastEnd;
    private TimeSpan _lastDuration;

    /// <summary>The time until the next scan; zero if it is due.</summary>
    public TimeSpan Rest
    {
        get
        {
            if (_lastFull is not { } full)
                return TimeSpan.Zero;
            var rest = Interval - time.GetElapsedTime(full);
            if (Volatile.Read(ref _isWoken) && (_lastDuration * Share) - time.GetElapsedTime(_lastEnd) is var woken && woken < rest)
                rest = woken;
            return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
        }
    }

    /// <summary>There is new work in the store. From any thread.</summary>
    public void Wake() => Volatile.Write(ref _isWoken, true);

    /// <summary>Runs a scan.</summary>
    /// <param name="scan">Receives whether it is a full one.</param>
    public async Task RunAsync(Func<bool, Task> scan)
    {
        var begun = time.GetTimestamp();
        var isFull = _lastFull is not { } last || time.GetElapsedTime(last) >= Interval;
        _lastFull = isFull ? begun : _lastFull;
        // Before the scan: what is added meanwhile causes another one.
        Volatile.Write(ref _isWoken, false);
        await scan(isFull).ConfigureAwait(false);
        _lastEnd = time.GetTimestamp();
        _lastDuration = time.GetElapsedTime(begun, _lastEnd);
    }
}
