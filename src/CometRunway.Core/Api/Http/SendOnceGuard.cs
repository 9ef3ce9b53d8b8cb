namespace CometRunway.Api.Http;

/// <summary>
/// Lets the body of one paid request leave at most once, whatever the handlers of an app do with the request. Until it leaves, the
/// caller may still cancel; from then on the request runs to its own end, and what came back is kept here.
/// </summary>
internal sealed class SendOnceGuard : IDisposable
{
    /// <summary>Where the request carries its guard through other handlers.</summary>
    public static readonly HttpRequestOptionsKey<SendOnceGuard> Key = new("CometRunway.SendOnceGuard");

    private const int Waiting = 0;
    private const int Sent = 1;
    private const int Closed = 2;

    private readonly TaskCompletionSource<ApiResponse> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _own;
    private readonly CancellationTokenRegistration _caller;
    private int _state;
    private int _prevented;

    /// <param name="limit">How long the request may take from now on.</param>
    /// <param name="time">The clock of that limit.</param>
    /// <param name="caller">Heard until the body leaves.</param>
    public SendOnceGuard(TimeSpan limit, TimeProvider time, CancellationToken caller)
    {
        _own = new CancellationTokenSource(limit, time);
        Token = _own.Token;
        _caller = caller.Register(static guard => ((SendOnceGuard)guard!).CancelByCaller(), this);
    }

    /// <summary>Ends at the request's own time limit, or when the caller cancelled in time.</summary>
    public CancellationToken Token { get; }

    /// <summary>True once the body may have left.</summary>
    public bool HasSent => Volatile.Read(ref _state) == Sent;

    /// <summary>True once the request has reached <see cref="SendOnceHandler"/>, from where on it is known whether it left.</summary>
    public bool IsReached { get; set; }

    /// <summary>True once somebody has read the body that the app's handlers see.</summary>
    public bool WasRead { get; set; }

    /// <summary>False only where it is certain that the body has not left: not past the guard, and not by a handler that never came to it.</summary>
    public bool MayHaveLeft => HasSent || (WasRead && !IsReached);

    /// <summary>True when the caller cancelled before the body left.</summary>
    public bool WasCancelled { get; private set; }

    /// <summary>True when something tried to send the body again and was stopped.</summary>
    public bool WasPrevented => Volatile.Read(ref _prevented) != 0;

    /// <summary>How the attempt whose body left ended; without one it never completes.</summary>
    public Task<ApiResponse> Outcome => _outcome.Task;

    /// <summary>Called just before the body is written to the connection.</summary>
    /// <exception cref="OperationCanceledException">The call is over: the body must not leave any more.</exception>
    /// <exception cref="SendOnceException">It has left before.</exception>
    public void MarkSent()
    {
        switch (Interlocked.CompareExchange(ref _state, Sent, Waiting))
        {
            case Sent:
                throw Repeated();
            case Closed:
                throw new OperationCanceledException("The call is over; nothing may be sent any more.", Token);
        }
    }

    /// <summary>Refuses to begin another attempt once the body has left.</summary>
    /// <exception cref="SendOnceException">It has.</exception>
    public void ThrowIfSent()
    {
        if (HasSent)
            throw Repeated();
    }

    /// <summary>Ends the call. From now on nothing can leave.</summary>
    /// <returns>False when the body has left already, so that <see cref="Outcome"/> has to be awaited.</returns>
    public bool TryClose() => Interlocked.CompareExchange(ref _state, Closed, Waiting) != Sent;

    /// <summary>The attempt whose body left got an answer.</summary>
    public void Complete(ApiResponse answer) => _outcome.TrySetResult(answer);

    /// <summary>The attempt whose body left got none.</summary>
    public void Fail(Exception error) => _outcome.TrySetException(error);

    public void Dispose()
    {
        _caller.Dispose();
        _own.Dispose();
    }

    private SendOnceException Repeated()
    {
        Interlocked.Exchange(ref _prevented, 1);
        return new("This request creates a paid task and was sent already. It is never sent again: no handler may retry or hedge it.");
    }

    private void CancelByCaller()
    {
        if (Interlocked.CompareExchange(ref _state, Closed, Waiting) != Waiting)
            return;
        WasCancelled = true;
        _own.Cancel();
    }
}
