using CometRunway.Diagnostics;
using CometRunway.Store;
using CometRunway.Tasks;
using CometRunway.Tasks.Polling;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CometRunway.Hosting;

/// <summary>
/// Ties the work of this library to its host: unfinished tasks are followed from the start, and a stop waits for the answers of paid
/// requests, up to the create timeout or <c>HostOptions.ShutdownTimeout</c>, whichever is shorter.
/// </summary>
internal sealed class VideoTaskHostedService(ITaskStore store, OutcomeRecorder outcomes, IVideoTaskPoller courier, InFlightCreates posts, ILogger<VideoTaskHostedService> logger) : IHostedLifecycleService
{
    private readonly ILogger _logger = new SafeLogger(logger);
    private readonly Lock _lock = new();
    private bool _hasLifecycle;
    private Task? _end;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _hasLifecycle = true;
        return Task.CompletedTask;
    }

    /// <summary>Where no task was ever begun there is nothing to follow, and no store is made for looking.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await store.ExistsAsync(cancellationToken).ConfigureAwait(false))
            courier.Start();
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A create that began now might not live to hear its answer. Refused, it costs nothing.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        posts.Close();
        return Task.CompletedTask;
    }

    /// <summary>Hosts without the calls before and after this one (<c>IWebHost</c>) have only this.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        posts.Close();
        return _hasLifecycle ? Task.CompletedTask : EndAsync(cancellationToken);
    }

    /// <summary>After all other services have stopped, because those may still be waiting for an answer themselves.</summary>
    public Task StoppedAsync(CancellationToken cancellationToken) => EndAsync(cancellationToken);

    /// <summary>Once: whoever stops the host a second time waits for the first end, as long as they care to.</summary>
    private async Task EndAsync(CancellationToken cancellationToken)
    {
        Task? begun;
        lock (_lock)
        {
            begun = _end;
            _end ??= EndOnceAsync(cancellationToken);
        }

        await (begun?.WaitAsync(cancellationToken) ?? _end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task EndOnceAsync(CancellationToken cancellationToken)
    {
        if (posts.Handles is { Count: > 0 } waited)
            HostingLog.WaitingForAnswers(_logger, waited);
        if (!await posts.DrainAsync(cancellationToken).ConfigureAwait(false))
        {
            var left = posts.Handles;
            HostingLog.StillInFlight(_logger, left);
        }

        await courier.DisposeAsync().ConfigureAwait(false);
        await outcomes.FlushAsync().ConfigureAwait(false);
        await store.FlushAsync().ConfigureAwait(false);
    }
}
