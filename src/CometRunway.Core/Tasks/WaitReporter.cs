using CometRunway.Diagnostics;
using CometRunway.Store;
using Microsoft.Extensions.Logging;

namespace CometRunway.Tasks;

/// <summary>
/// Reports the progress of a wait: every change, and a report every few seconds. The fraction never decreases, and it is 1 only when the files are
/// saved. The progress is code of the app: if it throws, the first exception is logged and the wait continues.
/// </summary>
internal sealed class WaitReporter : IAsyncDisposable
{
    private const double HighestUnfinished = 0.99;
    private const double HighestEstimate = 0.95;
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(5);
    private readonly Lock _lock = new();
    private readonly IProgress<VideoProgress>? _progress;
    private readonly TimeSpan? _typical;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer? _beat;
    private VideoTask? _last;
    private double _fraction;
    private bool _hasFailed;

    public WaitReporter(IProgress<VideoProgress>? progress, TimeSpan? typical, TimeProvider time, ILogger logger)
    {
        _progress = progress;
        _typical = typical;
        _time = time;
        _logger = logger;
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

    /// <summary>The wait ended with this task: the last report.</summary>
    public void End(VideoTask task)
    {
        lock (_lock)
        {
            _last = null;
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
        var estimate = _typical is { } usual && usual > TimeSpan.Zero ? Math.Min(HighestEstimate, elapsed / usual) : 0;
        var isSaved = task.State == VideoTaskState.Succeeded && !task.HasFilesMissing;
        _fraction = isSaved ? 1 : Math.Max(_fraction, Math.Clamp(task.Progress ?? estimate, 0, HighestUnfinished));
        try
        {
            _progress.Report(new VideoProgress(task, _fraction, elapsed, _typical));
        }
        catch (Exception error)
        {
            // On the timer's thread an exception would end the process; on a change it would hide the task from its caller.
            if (!_hasFailed)
                TaskLog.ProgressFailed(_logger, error, task.Handle);
            _hasFailed = true;
        }
    }
}
