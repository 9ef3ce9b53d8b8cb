namespace CometRunway.Tasks.Polling;

/// <summary>Lets the loop wait until something happened, for a limited time. Signals that arrive together count as one.</summary>
internal sealed class PollSignal(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly SemaphoreSlim _signal = new(0, 1);

    public void Set()
    {
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // One pending signal is enough.
        }
        catch (ObjectDisposedException)
        {
            // A step that ignored the stop has ended.
        }
    }

    public async Task WaitAsync(TimeSpan timeout, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(timeout > Shortest ? timeout : Shortest, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            await _signal.WaitAsync(linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The time is up, or the poller stops.
        }
    }

    public void Dispose() => _signal.Dispose();
}
