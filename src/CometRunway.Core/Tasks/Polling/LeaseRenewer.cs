using CometRunway.Videos.Downloads;

namespace CometRunway.Tasks.Polling;

/// <summary>Renews the lease while bytes flow, so that a long download stays with one process.</summary>
internal sealed class LeaseRenewer(Action renew, TimeProvider time) : IProgress<DownloadProgress>
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);
    private long _last = time.GetTimestamp();

    /// <inheritdoc/>
    public void Report(DownloadProgress value)
    {
        if (time.GetElapsedTime(_last) < Every)
            return;
        _last = time.GetTimestamp();
        renew();
    }
}
