using System.Diagnostics;
using CometRunway.Tasks;

namespace CometRunway.McpServer.Hosting;

/// <summary>
/// Ends the process when its orderly end takes too long: a call may ignore its cancellation, and a client may no longer read what is
/// written. Paid requests under way are waited for first, because their answers hold the ids.
/// </summary>
/// <param name="posts">The paid requests.</param>
/// <param name="longestPost">How long they are waited for.</param>
/// <param name="grace">How long everything else may take after the stop began and the last paid request ended.</param>
/// <param name="end">Ends the process.</param>
internal sealed class EndWatchdog(InFlightCreates posts, TimeSpan longestPost, TimeSpan grace, Action end) : IDisposable
{
    /// <summary>The grace of a real process.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(1.5);

    private readonly ManualResetEventSlim _over = new();

    /// <summary>Watches from the moment when the stop begins. A thread of its own, because those of the pool may all be blocked.</summary>
    public void Watch(CancellationToken stopping) =>
        stopping.UnsafeRegister(static watchdog => new Thread(((EndWatchdog)watchdog!).Guard) { IsBackground = true, Name = nameof(EndWatchdog) }.Start(), this);

    /// <summary>The orderly end was quick enough.</summary>
    public void Dispose() => _over.Set();

    private void Guard()
    {
        var begun = Stopwatch.GetTimestamp();
        TimeSpan left;
        do
        {
            left = longestPost - Stopwatch.GetElapsedTime(begun);
            if (left > TimeSpan.Zero)
                Task.WaitAny([posts.WaitAllAsync(Timeout.InfiniteTimeSpan, TimeProvider.System)], left);
            if (_over.Wait(grace))
                return;
        }
        while (posts.Any && left > TimeSpan.Zero);
        end();
    }
}
