using System.Diagnostics;
using CometRunway.Tasks;

namespace CometRunway.McpServer.Hosting;

/// <summary>
/// Ends the process if an orderly shutdown takes too long, for example because a call ignores its cancellation or the client no longer reads
/// the output. It first waits for create requests in flight, because their responses contain the task ids.
/// </summary>
/// <param name="creates">The create requests in flight.</param>
/// <param name="createTimeout">How long to wait for them.</param>
/// <param name="grace">How long everything else may take after the shutdown began and the last create request ended.</param>
/// <param name="end">Ends the process.</param>
internal sealed class EndWatchdog(InFlightCreates creates, TimeSpan createTimeout, TimeSpan grace, Action end) : IDisposable
{
    /// <summary>The grace period of the server process.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(1.5);

    private readonly ManualResetEventSlim _over = new();

    /// <summary>Starts to watch when the shutdown begins. It uses a dedicated thread, because all threads of the pool may be blocked.</summary>
    public void Watch(CancellationToken stopping) =>
        stopping.UnsafeRegister(static watchdog => new Thread(((EndWatchdog)watchdog!).Guard) { IsBackground = true, Name = nameof(EndWatchdog) }.Start(), this);

    /// <summary>Stops the watchdog: the shutdown completed in time.</summary>
    public void Dispose() => _over.Set();

    private void Guard()
    {
        var started = Stopwatch.GetTimestamp();
        TimeSpan left;
        do
        {
            left = createTimeout - Stopwatch.GetElapsedTime(started);
            if (left > TimeSpan.Zero)
                Task.WaitAny([creates.WaitAllAsync(Timeout.InfiniteTimeSpan, TimeProvider.System)], left);
            if (_over.Wait(grace))
                return;
        }
        while (creates.Any && left > TimeSpan.Zero);
        end();
    }
}
