using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>Reports the progress of a wait: every change, and a report every few seconds. The fraction never decreases.</summary>
internal sealed class WaitReporter : IAsyncDisposable
{
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(5);
    private readonly Lock _lock = new();
    private readonly IProgress<VideoProgress>? _progress;
    private readonly TimeSpan? _typical;
    private readonly TimeProvider _time;
    private readonly ITimer? _beat;
    private VideoTask? _last;
    private double _fraction;

    public WaitReporter(IProgress<VideoProgress>? progress, TimeSpan? typical, TimeProvider time)
    {
        _progress = progress;
        _typical = typical;
        _time = time;
        if (progress is not null)
            _beat = time.CreateTimer(_ => Again(), null, SignOfLife, SignOfLife);
    }

    /// <summary>The task changed.</summary>
    public void Report(VideoTask task)
    {
        lock (_lock)
        {
            _last = task;
            Send(task);
        }
    }

    public ValueTask DisposeAsync() => _beat?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Again()
    {
        lock (_lock)
        {
            if (_last is not null)
                Send(_last);
        }
    }

    private void Send(VideoTask task)
    {
        if (_progress is null)
            return;
        var elapsed = _time.GetUtcNow() - task.CreatedAt;
        var estimate = _typical is { } usual && usual > TimeSpan.Zero ? Math.Min(0.95, elapsed / usual) : 0;
        _fraction = Math.Max(_fraction, Math.Clamp(task.Progress ?? estimate, 0, 0.99));
        _progress.Report(new VideoProgress(task, _fraction, elapsed, _typical));
    }
}
