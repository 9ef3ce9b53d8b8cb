namespace CometRunway.Mcp.Resources;

/// <summary>The subscriptions of one session, by URI.</summary>
internal sealed class SessionSubscriptions
{
    /// <summary>The maximum number of subscriptions of a session.</summary>
    public const int MaxCount = 100;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, CancellationTokenSource> _byUri = new(StringComparer.OrdinalIgnoreCase);
    private bool _endsWithSession;
    private bool _ended;

    public int Count
    {
        get
        {
            lock (_lock)
                return _byUri.Count;
        }
    }

    /// <summary>
    /// Starts a subscription, unless one exists for the URI. It ends when the task can no longer change, with <see cref="Remove"/>, or with the
    /// session.
    /// </summary>
    /// <returns>False if the session has reached its limit.</returns>
    public bool TryAdd(string uri, Func<CancellationToken, Task> follow)
    {
        var stop = new CancellationTokenSource();
        lock (_lock)
        {
            if (_ended || _byUri.ContainsKey(uri))
                return true;
            if (_byUri.Count >= MaxCount)
                return false;
            _byUri.Add(uri, stop);
        }

        _ = FollowAsync(uri, stop, follow);
        return true;
    }

    public void Remove(string uri)
    {
        CancellationTokenSource? stop;
        lock (_lock)
            _byUri.Remove(uri, out stop);
        stop?.Cancel();
    }

    /// <summary>Registers the end of the session, which removes all subscriptions. Only the first call has an effect.</summary>
    public void EndWith(Action ended, CancellationToken session)
    {
        lock (_lock)
        {
            if (_endsWithSession)
                return;
            _endsWithSession = true;
        }

        session.UnsafeRegister(
            _ =>
            {
                ended();
                End();
            },
            null);
    }

    private void End()
    {
        CancellationTokenSource[] all;
        lock (_lock)
        {
            _ended = true;
            all = [.. _byUri.Values];
            _byUri.Clear();
        }

        foreach (var stop in all)
            stop.Cancel();
    }

    private async Task FollowAsync(string uri, CancellationTokenSource stop, Func<CancellationToken, Task> follow)
    {
        try
        {
            await follow(stop.Token).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                if (_byUri.TryGetValue(uri, out var current) && current == stop)
                    _byUri.Remove(uri);
            }
        }
    }
}
