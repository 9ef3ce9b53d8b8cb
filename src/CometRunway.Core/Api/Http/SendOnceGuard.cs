using CometRunway.Diagnostics;
using Microsoft.Extensions.Logging;

namespace CometRunway.Api.Http;

/// <summary>
/// Ensures that the body of a paid request is sent at most once, whatever the handlers of an app do. Until the body is sent, the caller
/// can cancel. Afterwards the request continues until it completes or times out, and the response is stored here.
/// </summary>
internal sealed class SendOnceGuard : IDisposable
{
    /// <summary>The request option that holds the guard.</summary>
    public static readonly HttpRequestOptionsKey<SendOnceGuard> Key = new("CometRunway.SendOnceGuard");

    private const int NotSent = 0;
    private const int Sent = 1;
    private const int Closed = 2;

    private readonly TaskCompletionSource<ApiResponse> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenRegistration _callerRegistration;
    private readonly ILogger _logger;
    private int _state;
    private int _prevented;

    /// <param name="timeout">The timeout of the request, which starts now.</param>
    /// <param name="time">The clock for the timeout.</param>
    /// <param name="logger">Receives one warning if a second send is prevented, which may be after the outcome is known.</param>
    /// <param name="cancellationToken">The token of the caller, which has an effect until the body is sent.</param>
    public SendOnceGuard(TimeSpan timeout, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        _logger = logger;
        _timeout = new CancellationTokenSource(timeout, time);
        Token = _timeout.Token;
        _callerRegistration = cancellationToken.Register(static guard => ((SendOnceGuard)guard!).CancelByCaller(), this);
    }

    /// <summary>Cancelled at the timeout, or when the caller cancels before the body is sent.</summary>
    public CancellationToken Token { get; }

    /// <summary>True after sending the body has started.</summary>
    public bool HasSent => Volatile.Read(ref _state) == Sent;

    /// <summary>True after the request has reached <see cref="SendOnceHandler"/>, which records whether the body is sent.</summary>
    public bool IsReached { get; set; }

    /// <summary>True after a handler of the app has read the body.</summary>
    public bool WasRead { get; set; }

    /// <summary>False only when it is certain that the body was not sent, neither through this guard nor by a handler that bypassed it.</summary>
    public bool MayHaveBeenSent => HasSent || (WasRead && !IsReached);

    /// <summary>True when the caller cancelled before the body was sent.</summary>
    public bool WasCancelled { get; private set; }

    /// <summary>The outcome of the attempt that sent the body. Never completes when the body is not sent.</summary>
    public Task<ApiResponse> Outcome => _outcome.Task;

    /// <summary>Marks the body as sent. Must be called immediately before the body is written to the connection.</summary>
    /// <exception cref="OperationCanceledException">The call has ended, so the body must not be sent.</exception>
    /// <exception cref="SendOnceException">The body was already sent.</exception>
    public void MarkSent()
    {
        switch (Interlocked.CompareExchange(ref _state, Sent, NotSent))
        {
            case Sent:
                throw DuplicatePrevented();
            case Closed:
                throw new OperationCanceledException("The call has ended, so the request is not sent.", Token);
        }
    }

    /// <summary>Throws when the body was already sent.</summary>
    /// <exception cref="SendOnceException">The body was already sent.</exception>
    public void ThrowIfSent()
    {
        if (HasSent)
            throw DuplicatePrevented();
    }

    /// <summary>Ends the call, so that the body can no longer be sent.</summary>
    /// <returns>False when the body was already sent. Then <see cref="Outcome"/> must be awaited.</returns>
    public bool TryClose() => Interlocked.CompareExchange(ref _state, Closed, NotSent) != Sent;

    /// <summary>Stores the response of the attempt that sent the body.</summary>
    public void Complete(ApiResponse response) => _outcome.TrySetResult(response);

    /// <summary>Stores the failure of the attempt that sent the body.</summary>
    public void Fail(Exception error) => _outcome.TrySetException(error);

    public void Dispose()
    {
        _callerRegistration.Dispose();
        _timeout.Dispose();
    }

    private SendOnceException DuplicatePrevented()
    {
        if (Interlocked.Exchange(ref _prevented, 1) == 0)
            Log.DuplicateCreatePrevented(_logger, CometRunwayHttpClients.Creates);
        return new("This request creates a paid task and was already sent. It is not sent again. Remove retries and hedging from this HTTP client.");
    }

    private void CancelByCaller()
    {
        if (Interlocked.CompareExchange(ref _state, Closed, NotSent) != NotSent)
            return;
        WasCancelled = true;
        _timeout.Cancel();
    }
}
