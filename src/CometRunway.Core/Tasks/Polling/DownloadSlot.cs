using CometRunway.Videos.Downloads;

namespace CometRunway.Tasks.Polling;

/// <summary>The place of one running download. It measures the rate at which bytes arrive.</summary>
internal sealed class DownloadSlot(DownloadSlots slots, string host, TimeProvider time) : IProgress<DownloadProgress>, IDisposable
{
    /// <summary>Bytes in a second. A slower download gives its full place to another one and continues beside it.</summary>
    private const int FullRate = 16 * 1024;

    /// <summary>Bytes in a second. A download that is slower for <see cref="Patience"/> ends and is retried later: at this rate a video takes hours.</summary>
    private const int LeastRate = 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _taken = new();
    private readonly long _begun = time.GetTimestamp();
    private long _received;
    private long _receivedBefore;
    private long _lookedAt = time.GetTimestamp();
    private long _measuredSince = time.GetTimestamp();
    private long _receivedThen;

    /// <summary>The host of the link.</summary>
    public string Host => host;

    /// <summary>True if few bytes arrived lately, or none: the download does not count as a full one.</summary>
    public bool IsSlow { get; private set; }

    /// <summary>Cancelled when the download has to end because it is too slow.</summary>
    public CancellationToken Taken => _taken.Token;

    /// <summary>The mean rate in bytes per second.</summary>
    public double Rate => Interlocked.Read(ref _received) / Math.Max(0.001, time.GetElapsedTime(_begun).TotalSeconds);

    /// <summary>
    /// True while bytes are expected. Afterwards the file is checked, published and described, which is not interrupted and takes no place from other downloads.
    /// </summary>
    public bool IsReceiving { get; private set; } = true;

    /// <inheritdoc/>
    public void Report(DownloadProgress value)
    {
        // A file that begins again has fewer bytes.
        if (value.Received < Interlocked.Exchange(ref _received, value.Received))
            (_measuredSince, _receivedThen) = (time.GetTimestamp(), 0);
        IsReceiving = true;
        var elapsed = time.GetElapsedTime(_measuredSince);
        if (elapsed < Patience)
            return;
        if (value.Received - _receivedThen < LeastRate * elapsed.TotalSeconds)
            Take();
        (_measuredSince, _receivedThen) = (time.GetTimestamp(), value.Received);
    }

    /// <summary>All bytes have arrived. The next report begins another file.</summary>
    public void EndReceiving()
    {
        IsReceiving = false;
        slots.OnFreed();
    }

    /// <summary>Ends the download.</summary>
    public void Take() => _taken.Cancel();

    /// <summary>Measures the rate since the last look.</summary>
    public void Look()
    {
        var received = Interlocked.Read(ref _received);
        IsSlow = received - _receivedBefore < FullRate * time.GetElapsedTime(_lookedAt).TotalSeconds;
        (_receivedBefore, _lookedAt) = (received, time.GetTimestamp());
    }

    public void Dispose()
    {
        slots.Leave(this);
        _taken.Dispose();
    }
}
