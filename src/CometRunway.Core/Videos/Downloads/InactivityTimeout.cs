namespace CometRunway.Videos.Downloads;

/// <summary>Cancels when nothing has arrived for a while, or when the caller cancels.</summary>
internal sealed class InactivityTimeout : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly ITimer _timer;
    private readonly TimeSpan _limit;

    public InactivityTimeout(TimeProvider time, TimeSpan limit, CancellationToken ct)
    {
        _limit = limit;
        _source = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _timer = time.CreateTimer(static state => Cancel((CancellationTokenSource)state!), _source, limit, Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Something arrived: the time begins again.</summary>
    public void Arrived() => _timer.Change(_limit, Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _timer.Dispose();
        _source.Dispose();
    }

    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The timer was on its way when the download ended.
        }
    }
}
