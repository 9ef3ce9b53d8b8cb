using System.Diagnostics;

namespace CometRunway.FaultCampaign.Servers;

/// <summary>A place for one server at a time, as in a chat client: whoever needs it and finds it dead starts another.</summary>
internal sealed class ServerSlot(Func<ServerProcess> start, Action<TimeSpan> greeted) : IDisposable
{
    private readonly SemaphoreSlim _starting = new(1, 1);
    private readonly List<ServerProcess> _all = [];

    /// <summary>The server that runs now or ran last; null before the first.</summary>
    public ServerProcess? Current { get; private set; }

    /// <summary>Every server that ran here.</summary>
    public IReadOnlyList<ServerProcess> All => _all;

    public async Task<ServerProcess> LiveAsync(CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken);
        try
        {
            if (Current is { HasEnded: false, KilledAt: null } running)
                return running;
            var server = start();
            _all.Add(server);
            Current = server;
            var begun = Stopwatch.GetTimestamp();
            await server.GreetAsync(cancellationToken);
            greeted(Stopwatch.GetElapsedTime(begun));
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
