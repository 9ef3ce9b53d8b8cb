namespace CometRunway.VariantServer;

/// <summary>The caller of the calls in flight.</summary>
internal sealed class Caller : IDisposable
{
    private CancellationTokenSource _waiting = new();

    /// <summary>Cancelled when the current caller cancels.</summary>
    public CancellationToken GivesUp => Volatile.Read(ref _waiting).Token;

    /// <summary>Cancels for the current caller. Later calls have a new caller.</summary>
    public void Release() => Interlocked.Exchange(ref _waiting, new CancellationTokenSource()).Cancel();

    /// <inheritdoc/>
    public void Dispose() => _waiting.Dispose();
}
