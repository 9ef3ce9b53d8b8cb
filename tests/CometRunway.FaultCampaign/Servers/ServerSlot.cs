namespace CometRunway.FaultCampaign.Servers;

/// <summary>Keeps one server running, as a chat client does: a server that has exited is replaced on the next use.</summary>
internal sealed class ServerSlot(Func<ServerProcess> start) : IDisposable
{
    private readonly SemaphoreSlim _starting = new(1, 1);
    private readonly List<ServerProcess> _all = [];

    /// <summary>The current or last server, if any.</summary>
    public ServerProcess? Current { get; private set; }

    /// <summary>All servers of this slot.</summary>
    public IReadOnlyList<ServerProcess> All => _all;

    public async Task<ServerProcess> GetRunningAsync(CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken);
        try
        {
            if (Current is { HasEnded: false, WasKilled: false } running)
                return running;
            var server = start();
            _all.Add(server);
            Current = server;
            await server.InitializeAsync(cancellationToken);
            return server;
        }
        finally
        {
            _starting.Release();
        }
    }

    public void Dispose()
    {
        foreach (var server in _all)
            server.Dispose();
        _starting.Dispose();
    }
}
