namespace CometRunway.Tasks.Polling;

/// <summary>
/// Which downloads may run at the same time. A few run at full speed, in all and from one host. One that is slow gives its place to the next within seconds
/// and continues, up to a larger limit; beyond that the slowest one ends and is retried later. So slow hosts never block the others.
/// </summary>
internal sealed class DownloadSlots(TimeProvider time) : IDisposable
{
    private const int Full = 32;
    private const int FullOfOneHost = 24;
    private const int All = 64;
    private const int AllOfOneHost = 48;
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly List<DownloadSlot> _slots = [];
    private ITimer? _timer;

    /// <summary>Called when a place may have become free.</summary>
    public Action OnFreed { get; set; } = static () => { };

    /// <summary>Returns a place for a download from this host; null if it has to wait.</summary>
    public DownloadSlot? TryEnter(string host)
    {
        DownloadSlot? slowest = null;
        DownloadSlot entered;
        lock (_lock)
        {
            var all = _slots.FindAll(slot => slot.IsReceiving);
            var ofHost = all.FindAll(slot => slot.Host == host);
            if (all.Count(slot => !slot.IsSlow) >= Full || ofHost.Count(slot => !slot.IsSlow) >= FullOfOneHost)
                return null;
            if (ofHost.Count >= AllOfOneHost || all.Count >= All)
            {
                slowest = Slowest(ofHost.Count >= AllOfOneHost ? ofHost : all);
                if (slowest is null)
                    return null;
            }

            entered = new DownloadSlot(this, host, time);
            _slots.Add(entered);
            _timer ??= time.CreateTimer(static state => ((DownloadSlots)state!).Look(), this, LookInterval, LookInterval);
        }

        // Its place is free when it has ended, so the new one enters beyond the limit for a moment.
        slowest?.Take();
        return entered;
    }

    /// <summary>The download has ended.</summary>
    public void Leave(DownloadSlot slot)
    {
        lock (_lock)
        {
            _slots.Remove(slot);
            if (_slots.Count > 0)
                return;
            _timer?.Dispose();
            _timer = null;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _timer?.Dispose();
            _timer = null;
        }
    }

    private static DownloadSlot? Slowest(List<DownloadSlot> slots) =>
        slots.Where(slot => slot is { IsSlow: true, Taken.IsCancellationRequested: false }).MinBy(slot => slot.Rate);

    private void Look()
    {
        lock (_lock)
        {
            foreach (var slot in _slots)
                slot.Look();
        }

        OnFreed();
    }
}
