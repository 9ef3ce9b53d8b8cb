using System.Collections.Concurrent;

namespace CometRunway.VideoTasks;

/// <summary>The paid requests under way in this process. They belong to nobody's cancellation; a host that ends waits for them a while.</summary>
public sealed class PaidPosts
{
    private readonly ConcurrentDictionary<Task, byte> _underWay = new();

    /// <summary>True while one is under way.</summary>
    public bool Any => !_underWay.IsEmpty;

    /// <summary>Starts one, and keeps hold of it until it ends.</summary>
    public Task<T> Run<T>(Func<Task<T>> post)
    {
        ArgumentNullException.ThrowIfNull(post);
        var running = Task.Run(post);
        _underWay.TryAdd(running, 0);
        _ = running.ContinueWith(
            static (ended, all) => ((ConcurrentDictionary<Task, byte>)all!).TryRemove(ended, out _),
            _underWay,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return running;
    }

    /// <summary>Waits until none is under way, at most this long; true when none is left.</summary>
    public async Task<bool> WaitAllAsync(TimeSpan atMost, TimeProvider time)
    {
        try
        {
            await Task.WhenAll(_underWay.Keys).WaitAsync(atMost, time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
