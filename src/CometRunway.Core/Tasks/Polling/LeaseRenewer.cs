using CometRunway.Errors;
using CometRunway.Videos.Downloads;

namespace CometRunway.Tasks.Polling;

/// <summary>Renews the lease during a download, so that a long download stays with one process. The download does not wait for the renewal.</summary>
internal sealed class LeaseRenewer(Func<ValueTask> renew, TimeProvider time) : IProgress<DownloadProgress>
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);
    private long _last = time.GetTimestamp();

    /// <inheritdoc/>
    public void Report(DownloadProgress value)
    {
        if (time.GetElapsedTime(_last) < Every)
            return;
        _last = time.GetTimestamp();
        _ = RenewAsync();
    }

    private async Task RenewAsync()
    {
        try
        {
            await renew().ConfigureAwait(false);
        }
        catch (Exception error) when (error is TaskStoreUnavailableException or ObjectDisposedException)
        {
            // It is retried before the lease expires. If the lease expires, another process saves the same file.
        }
    }
}
