using System.Collections.Concurrent;
using CometRunway.Diagnostics;
using CometRunway.Store;
using Microsoft.Extensions.Logging;

namespace CometRunway.Tasks;

/// <summary>
/// Records the outcome of a paid request even if the store fails or returns null: the caller always receives the outcome. While the store fails or does not
/// respond, the write is retried until the process ends.
/// </summary>
internal sealed class OutcomeRecorder(ITaskStore store, TimeProvider time, ILogger<OutcomeRecorder> logger)
{
    /// <summary>How long a caller waits for the store to record the outcome.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, SubmissionOutcome> _pending = new(StringComparer.Ordinal);
    private readonly ILogger _logger = new SafeLogger(logger);

    /// <summary>Records the outcome and returns the task, as it is in the store or as it will be.</summary>
    public async ValueTask<VideoTask> RecordAsync(VideoTask task, SubmissionOutcome outcome)
    {
        Task<VideoTask>? writing = null;
        try
        {
            writing = store.ConcludeAsync(task.Handle, outcome).AsTask();
            return await writing.WaitAsync(Patience, time).ConfigureAwait(false) ?? throw StoreFault.Empty();
        }
        catch (Exception error)
        {
            TaskLog.OutcomeNotWritten(_logger, error, task.Handle, outcome.GetType().Name, outcome.AnyId);
            _pending[task.Handle] = outcome;
            _ = RetryAsync(task.Handle, outcome, writing);
            return Transitions.Conclude(task, outcome, time.GetUtcNow());
        }
    }

    /// <summary>Retries once to write the outcomes that are not recorded yet.</summary>
    public async Task FlushAsync()
    {
        foreach (var (handle, outcome) in _pending)
            await TryWriteAsync(handle, outcome).ConfigureAwait(false);
    }

    private async Task RetryAsync(string handle, SubmissionOutcome outcome, Task<VideoTask>? first)
    {
        if (first is not null)
        {
            // The first write may still succeed, so a retry waits for it, but not for ever: writing an outcome twice changes nothing.
            await ((Task)first).WaitAsync(Patience, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (first is { IsCompletedSuccessfully: true, Result: not null })
                _pending.TryRemove(handle, out _);
        }

        while (_pending.ContainsKey(handle))
        {
            await Task.Delay(RetryInterval, time).ConfigureAwait(false);
            if (_pending.ContainsKey(handle))
                await TryWriteAsync(handle, outcome).ConfigureAwait(false);
        }
    }

    private async Task TryWriteAsync(string handle, SubmissionOutcome outcome)
    {
        try
        {
            _ = await store.ConcludeAsync(handle, outcome).AsTask().WaitAsync(Patience, time).ConfigureAwait(false) ?? throw StoreFault.Empty();
            _pending.TryRemove(handle, out _);
        }
        catch (Exception error)
        {
            TaskLog.OutcomeNotWritten(_logger, error, handle, outcome.GetType().Name, outcome.AnyId);
        }
    }
}
