using CometRunway.Errors;
using CometRunway.Store;
using CometRunway.Tasks.Polling;
using Microsoft.Extensions.Logging;

namespace CometRunway.Hosting;

/// <summary>
/// Starts to follow tasks as soon as there is a store. No store is made for looking. Another process may make it while this one is idle, begin a task and
/// end, so this one looks again until there is one.
/// </summary>
internal sealed class FollowingStart(ITaskStore store, IVideoTaskPoller poller, OpenSsl openSsl, TimeProvider time, ILogger logger) : IDisposable
{
    /// <summary>The time between two looks, each of which looks for a file.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();

    /// <summary>Looks for the store, and goes on looking in the background if there is none.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await TryStartAsync(cancellationToken).ConfigureAwait(false))
            return;
        // The looks outlive the start, so they must not keep its trace.
        using (ExecutionContext.SuppressFlow())
            _ = Task.Run(LookAgainAsync, CancellationToken.None);
    }

    /// <summary>Ends the looks.</summary>
    public void Dispose() => _stop.Cancel();

    private async Task LookAgainAsync()
    {
        var isStarted = false;
        while (!isStarted)
        {
            await Task.Delay(Interval, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stop.IsCancellationRequested)
                return;
            try
            {
                isStarted = await TryStartAsync(_stop.Token).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                // A store of the app may fail for a time.
                HostingLog.StoreNotFound(logger, error.Message);
            }
        }
    }

    private async Task<bool> TryStartAsync(CancellationToken cancellationToken)
    {
        // First: looking for OpenSSL loads it, which a start without tasks does not need.
        if (!await store.ExistsAsync(cancellationToken).ConfigureAwait(false))
            return false;
        if (openSsl.IsMissing)
            HostingLog.OpenSslIsMissing(logger, OpenSsl.Advice);
        else
            poller.Start();
        return true;
    }
}
