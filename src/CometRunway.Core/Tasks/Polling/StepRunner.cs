using System.Collections.Concurrent;
using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Store;
using Microsoft.Extensions.Logging;

namespace CometRunway.Tasks.Polling;

/// <summary>Runs steps beside the loop and keeps their results until the loop takes them. An error of one step ends neither the loop nor other steps.</summary>
internal sealed class StepRunner(PollSignal signal, ILogger logger)
{
    /// <summary>After an unexpected error.</summary>
    private static readonly TimeSpan ErrorWait = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<(FollowedTask Task, StepResult Result)> _ended = new();

    /// <summary>Starts a step. The signal is set when it has ended.</summary>
    public Task Start(FollowedTask followed, Func<Task<StepResult>> step, CancellationToken stop) => Task.Run(async () =>
    {
        var result = await TryAsync(followed.Task, step, stop).ConfigureAwait(false);
        _ended.Enqueue((followed, result));
        signal.Set();
    }, CancellationToken.None);

    public bool TryTake(out (FollowedTask Task, StepResult Result) ended) => _ended.TryDequeue(out ended);

    private async Task<StepResult> TryAsync(VideoTask task, Func<Task<StepResult>> step, CancellationToken stop)
    {
        try
        {
            return await step().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The row keeps what is left to do.
            return new StepResult(task, TimeSpan.Zero);
        }
        catch (TaskStoreUnavailableException error)
        {
            TaskLog.LedgerUnavailable(logger, error.Message);
            return new StepResult(task, ScanTimes.Interval);
        }
        catch (Exception error)
        {
            TaskLog.StepFailed(logger, error, task.Handle);
            return new StepResult(task, ErrorWait);
        }
    }
}
