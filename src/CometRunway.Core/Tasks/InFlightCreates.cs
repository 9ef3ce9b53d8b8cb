using CometRunway.Diagnostics;
using CometRunway.Options;
using CometRunway.Store;
using CometRunway.Tasks.Polling;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Tasks;

/// <summary>
/// The create requests in flight in this container. No caller's cancellation ends them. A host that stops waits for them, because the response
/// contains the id of a paid task.
/// </summary>
/// <remarks>
/// With a host, the hosted service of <c>AddCometRunway()</c> refuses new creates when the host begins to stop and then waits, up to the create
/// timeout or the host's shutdown timeout, whichever is shorter. Without one, <see cref="DisposeAsync"/> of the container waits up to the create
/// timeout; the synchronous <see cref="Dispose"/> does not wait. A request that is still in flight then continues while the process runs, its
/// row stays <see cref="VideoTaskState.Submitting"/>, and its response is saved beside the ledger for the next process.
/// </remarks>
internal sealed class InFlightCreates : IAsyncDisposable, IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly HashSet<InFlightCreate> _places = [];
    private readonly IVideoTaskPoller _poller;
    private readonly TimeSpan _createTimeout;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private TaskCompletionSource _none = Completed();
    private bool _closed;
    private bool _drained;

    /// <summary>Created by <c>AddCometRunway()</c>. The poller and the store are disposed of after the requests that need them.</summary>
    internal InFlightCreates(IVideoTaskPoller poller, IOptions<CometRunwayOptions> options, TimeProvider time, ILogger<InFlightCreates> logger)
    {
        _logger = new SafeLogger(logger);
        _poller = poller;
        _createTimeout = options.Value.CreateTimeout;
        _time = time;
    }

    /// <summary>True while one is in flight.</summary>
    public bool Any
    {
        get
        {
            lock (_lock)
                return _places.Count > 0;
        }
    }

    /// <summary>Cancelled when the app stops: a request that was not sent by then is not sent.</summary>
    internal CancellationToken Stopping => _stopping.Token;

    /// <summary>True when the app stops or the container was disposed of: no create is sent any more.</summary>
    internal bool IsClosed
    {
        get
        {
            lock (_lock)
                return _closed;
        }
    }

    /// <summary>The handles of their tasks, for messages.</summary>
    internal IReadOnlyList<string> Handles
    {
        get
        {
            lock (_lock)
                return [.. _places.Select(place => place.Handle).OfType<string>()];
        }
    }

    /// <summary>Waits until none is in flight, at most this long; true when none is left.</summary>
    public async Task<bool> WaitAllAsync(TimeSpan atMost, TimeProvider time)
    {
        try
        {
            await None().WaitAsync(atMost, time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Refuses new creates and waits until none is in flight, up to the create timeout. After a host has waited it does not wait again.</summary>
    public async ValueTask DisposeAsync()
    {
        Close();
        if (!_drained)
            await DrainAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Refuses new creates and does not wait for those in flight; their responses are saved beside the ledger while the process runs.</summary>
    public void Dispose() => Close();

    /// <summary>Registers one request before its row is written, so that a stop either refuses it or waits for it.</summary>
    /// <returns>Null when the app is stopping.</returns>
    internal InFlightCreate? TryEnter()
    {
        lock (_lock)
        {
            if (_closed)
                return null;
            if (_places.Count == 0)
                _none = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var place = new InFlightCreate(Leave);
            _places.Add(place);
            return place;
        }
    }

    /// <summary>Starts a request that no caller can cancel. When it ends, the poller is woken and the request is removed.</summary>
    internal Task<T> Run<T>(InFlightCreate place, Func<Task<T>> post) => Task.Run(async () =>
    {
        using (place)
        {
            var result = await post().ConfigureAwait(false);
            WakePoller(place.Handle);
            return result;
        }
    });

    /// <summary>From now on <see cref="TryEnter"/> refuses, and requests that were not sent yet are not sent.</summary>
    internal void Close()
    {
        lock (_lock)
        {
            if (_closed)
                return;
            _closed = true;
        }

        try
        {
            _stopping.Cancel();
        }
        catch (AggregateException)
        {
            // An uploader of the app threw when it was cancelled; the stop continues.
        }
    }

    /// <summary>Waits once for those in flight: until they end, the create timeout is over, or the token is cancelled.</summary>
    /// <returns>True when none is left.</returns>
    internal async Task<bool> DrainAsync(CancellationToken cancellationToken)
    {
        try
        {
            await None().WaitAsync(_createTimeout, _time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            return false;
        }
        finally
        {
            _drained = true;
        }
    }

    /// <summary>A poller of the app that throws must not hide the outcome of a paid request.</summary>
    private void WakePoller(string? handle)
    {
        try
        {
            _poller.Start();
            _poller.Wake();
        }
        catch (Exception error)
        {
            TaskLog.PollerFailed(_logger, error, handle);
        }
    }

    private static TaskCompletionSource Completed()
    {
        var completed = new TaskCompletionSource();
        completed.SetResult();
        return completed;
    }

    private Task None()
    {
        lock (_lock)
            return _none.Task;
    }

    private void Leave(InFlightCreate place)
    {
        lock (_lock)
        {
            if (_places.Remove(place) && _places.Count == 0)
                _none.SetResult();
        }
    }
}

/// <summary>One create request in <see cref="InFlightCreates"/>, from before its row is written until it has ended.</summary>
internal sealed class InFlightCreate(Action<InFlightCreate> leave) : IDisposable
{
    /// <summary>The task, once its row is written.</summary>
    public string? Handle { get; set; }

    /// <summary>Removes it. A second call does nothing.</summary>
    public void Dispose() => leave(this);
}
