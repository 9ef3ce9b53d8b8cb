using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Store;
using CometRunway.Tasks;
using CometRunway.Tasks.Polling;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CometRunway.Hosting;

/// <summary>
/// Starts and stops the library with its host. Unfinished tasks are polled from startup. Shutdown waits for the responses to paid
/// requests, up to the create timeout or <c>HostOptions.ShutdownTimeout</c>, whichever is shorter.
/// </summary>
internal sealed class VideoTaskHostedService(ITaskStore store, OutcomeRecorder outcomes, IVideoTaskPoller poller, InFlightCreates creates, OpenSsl openSsl, TimeProvider time, ILogger<VideoTaskHostedService> logger)
    : IHostedLifecycleService, IDisposable
{
    private readonly ILogger _logger = new SafeLogger(logger);
    private readonly FollowingStart _following = new(store, poller, openSsl, time, new SafeLogger(logger));
    private readonly Lock _lock = new();
    private bool _hasLifecycle;
    private Task? _shutdown;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _hasLifecycle = true;
        return Task.CompletedTask;
    }

    /// <inheritdoc cref="FollowingStart.StartAsync"/>
    public Task StartAsync(CancellationToken cancellationToken) => _following.StartAsync(cancellationToken);

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Rejects new creates, because the process might exit before their responses arrive. A rejected create costs nothing.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        creates.Close();
        return Task.CompletedTask;
    }

    /// <summary>Hosts that do not support <see cref="IHostedLifecycleService"/> (<c>IWebHost</c>) call only this method.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        creates.Close();
        return _hasLifecycle ? Task.CompletedTask : ShutDownAsync(cancellationToken);
    }

    /// <summary>Runs after all other services have stopped, because they may still wait for responses.</summary>
    public Task StoppedAsync(CancellationToken cancellationToken) => ShutDownAsync(cancellationToken);

    /// <summary>For hosts that are disposed of without a stop.</summary>
    public void Dispose() => _following.Dispose();

    /// <summary>Stops the library once. A second call waits for the first, until its own token is cancelled.</summary>
    private async Task ShutDownAsync(CancellationToken cancellationToken)
    {
        Task? running;
        lock (_lock)
        {
            running = _shutdown;
            _shutdown ??= ShutDownCoreAsync(cancellationToken);
        }

        await (running?.WaitAsync(cancellationToken) ?? _shutdown).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ShutDownCoreAsync(CancellationToken cancellationToken)
    {
        _following.Dispose();
        if (creates.Handles is { Count: > 0 } pending)
            HostingLog.WaitingForResponses(_logger, pending);
        if (!await creates.DrainAsync(cancellationToken).ConfigureAwait(false))
        {
            var remaining = creates.Handles;
            HostingLog.StillInFlight(_logger, remaining);
        }

        await poller.DisposeAsync().ConfigureAwait(false);
        await outcomes.FlushAsync().ConfigureAwait(false);
        await store.FlushAsync().ConfigureAwait(false);
    }
}

internal static partial class HostingLog
{
    [LoggerMessage(EventId = 32, Level = LogLevel.Error, Message = "OpenSSL (libssl) is missing on this machine, so no task is followed and every call fails. {Advice}")]
    public static partial void OpenSslIsMissing(ILogger logger, string advice);

    [LoggerMessage(EventId = 33, Level = LogLevel.Warning, Message = "The task store cannot be looked for, so no task is followed until it can: {Reason}")]
    public static partial void StoreNotFound(ILogger logger, string reason);

    [LoggerMessage(EventId = 30, Level = LogLevel.Warning, Message = "The host stopped before the service responded to the paid request of {Handles}. The task is recorded with an unknown outcome, which a person can resolve. To avoid this, set HostOptions.ShutdownTimeout to a higher value than CometRunwayOptions.CreateTimeout")]
    public static partial void StillInFlight(ILogger logger, IReadOnlyList<string> handles);

    [LoggerMessage(EventId = 31, Level = LogLevel.Information, Message = "Waiting for the response to the paid request of {Handles} before the host stops")]
    public static partial void WaitingForResponses(ILogger logger, IReadOnlyList<string> handles);
}
