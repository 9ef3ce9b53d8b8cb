namespace CometRunway.Http;

/// <summary>
/// Decides, once, between a caller who gives up and a paid request that leaves. Until the body is asked for by the connection the
/// caller may stop the call; from then on the bytes may be on their way, and the call runs to its own end.
/// </summary>
internal sealed class DepartureGate : IDisposable
{
    private const int Waiting = 0;
    private const int Departed = 1;
    private const int Stopped = 2;

    private readonly CancellationTokenSource _own;
    private readonly CancellationTokenRegistration _caller;
    private int _state;

    public DepartureGate(TimeSpan limit, TimeProvider time, CancellationToken caller)
    {
        _own = new CancellationTokenSource(limit, time);
        _caller = caller.Register(static gate => ((DepartureGate)gate!).Stop(), this);
    }

    /// <summary>Ends at the call's own time limit, or when the caller stopped it in time.</summary>
    public CancellationToken Token => _own.Token;

    /// <summary>True once the bytes may have left.</summary>
    public bool HasDeparted => Volatile.Read(ref _state) == Departed;

    /// <summary>True when the caller stopped the call before anything left.</summary>
    public bool WasStopped => Volatile.Read(ref _state) == Stopped;

    /// <summary>Called by the body just before it is written; throws when the caller was faster.</summary>
    public void Depart()
    {
        if (Interlocked.CompareExchange(ref _state, Departed, Waiting) == Stopped)
            throw new OperationCanceledException(_own.Token);
    }

    public void Dispose()
    {
        _caller.Dispose();
        _own.Dispose();
    }

    private void Stop()
    {
        if (Interlocked.CompareExchange(ref _state, Stopped, Waiting) == Waiting)
            _own.Cancel();
    }
}
