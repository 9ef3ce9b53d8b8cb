using CometRunway.Downloads;

namespace CometRunway.Courier;

/// <summary>Renews the lease while bytes flow, so that a long download stays with one process.</summary>
internal sealed class LeaseKeeper(Action renew, TimeProvider time) : IProgress<DownloadProgress>
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);
    private DateTimeOffset _last = time.GetUtcNow();

    /// <inheritdoc/>
    public void Report(DownloadProgress value)
    {
        var now = time.GetUtcNow();
        if (now - _last < Every)
            return;
        _last = now;
        renew();
    }
}
