namespace CometRunway.VariantServer;

/// <summary>Whoever waits for the calls that are under way.</summary>
internal sealed class Caller : IDisposable
{
    private CancellationTokenSource _waiting = new();

    /// <summary>Ends when the caller of now gives up.</summary>
    public CancellationToken GivesUp => Volatile.Read(ref _waiting).Token;

    /// <summary>The caller of now gives up; later calls have one who waits again.</summary>
    public void Release() => Interlocked.Exchange(ref _waiting, new CancellationTokenSource()).Cancel();

    /// <inheritdoc/>
    public void Dispose() => _waiting.Dispose();
}
