using CometRunway.Diagnostics;
using CometRunway.Options;
using CometRunway.Store;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Tasks.Polling;

/// <summary>
/// Polls the unfinished tasks of this address and saves their files: one loop per process, one poller per task across processes by a lease in the store.
/// Callers never poll; they wait for the store to change.
/// </summary>
/// <remarks>
/// It follows the tasks of the default caller's key, whichever caller's they are, those of every other key that this process has used, and those that
/// the known callers created with other keys. Keys are kept in memory only: after a restart, the tasks of another caller are followed again as soon as
/// that caller makes a call.
/// </remarks>
internal sealed class VideoTaskPoller : IVideoTaskPoller, IDisposable
{
    private static readonly TimeSpan DisposeTimeout = TimeSpan.FromSeconds(5);

    private readonly PollLoop _loop;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _starting = new();
    private Task? _running;

    public VideoTaskPoller(ITaskStore store, AccountKeys accounts, TaskProcessor steps, IOptions<CometRunwayOptions> options, TimeProvider time, ILogger<VideoTaskPoller> logger)
    {
        _time = time;
        _logger = new SafeLogger(logger);
        _loop = new PollLoop(store, accounts, steps, options, time, _logger);
    }

    /// <inheritdoc/>
    public void Start()
    {
        lock (_starting)
        {
            if (_stop.IsCancellationRequested || _running is not null)
                return;
            // The loop outlives the call that started it, so it must not keep that caller's trace or identity.
            using (ExecutionContext.SuppressFlow())
                _running = Task.Run(() => _loop.RunAsync(_stop.Token));
        }
    }

    /// <inheritdoc/>
    public void Wake() => _loop.Wake();

    /// <summary>Stops at once. Other processes may take its tasks from then on.</summary>
    public async ValueTask DisposeAsync()
    {
        Task? running;
        lock (_starting)
        {
            if (_stop.IsCancellationRequested)
                return;
            _stop.Cancel();
            running = _running;
        }

        if (running is not null)
        {
            try
            {
                // A store, a video store or a key provider of the app may hang, so the wait is limited.
                await EndAsync(running).WaitAsync(DisposeTimeout, _time).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                // Leases that were not released expire.
                TaskLog.LeasesNotReleased(_logger, error.Message);
            }
        }

        _loop.Dispose();
    }

    /// <summary>For containers that are disposed of synchronously. A read or download in progress is cancelled, which takes a moment.</summary>
    public void Dispose()
    {
        // The loop and its steps run on the thread pool without the caller's synchronisation context, so this cannot deadlock.
        var end = DisposeAsync().AsTask();
        end.Wait(DisposeTimeout);
    }

    private async Task EndAsync(Task running)
    {
        await running.ConfigureAwait(false);
        await _loop.EndAsync().ConfigureAwait(false);
    }
}
