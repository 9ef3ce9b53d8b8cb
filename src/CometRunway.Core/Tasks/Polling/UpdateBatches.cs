using CometRunway.Store;

namespace CometRunway.Tasks.Polling;

/// <summary>
/// Writes the results of steps to the store, those of many steps in one transaction: with a thousand tasks, a transaction and a disk flush for each would
/// take longer than the poll interval. A single result is written at once; the following ones wait until <paramref name="spacing"/> has passed.
/// </summary>
internal sealed class UpdateBatches(ITaskStore store, TimeSpan spacing, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _ending = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<Waiting> _waiting = [];
    private bool _isWriting;
    private long? _lastWrite;

    private sealed record Waiting(TaskChange Change, TaskCompletionSource<VideoTask?> Written);

    /// <summary>Applies an update.</summary>
    /// <returns>The task after the transaction; null if the store does not have it.</returns>
    public Task<VideoTask?> ApplyAsync(string handle, TaskUpdate update)
    {
        var waiting = new Waiting(new TaskChange(handle, update), new TaskCompletionSource<VideoTask?>(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_lock)
        {
            _waiting.Add(waiting);
            if (!_isWriting)
            {
                _isWriting = true;
                _ = Task.Run(WriteAsync);
            }
        }

        return waiting.Written.Task;
    }

    /// <summary>The program ends: from now on nothing waits for more results.</summary>
    public void End() => _ending.TrySetResult();

    private async Task WriteAsync()
    {
        while (true)
        {
            if (_lastWrite is { } last && spacing - time.GetElapsedTime(last) is var rest && rest > TimeSpan.Zero)
                await Task.WhenAny(Task.Delay(rest, time), _ending.Task).ConfigureAwait(false);
            List<Waiting> batch;
            lock (_lock)
            {
                batch = _waiting;
                _waiting = [];
                _isWriting = batch.Count > 0;
                if (!_isWriting)
                    return;
            }

            _lastWrite = time.GetTimestamp();
            await WriteAsync(batch).ConfigureAwait(false);
        }
    }

    private async Task WriteAsync(List<Waiting> batch)
    {
        try
        {
            var tasks = (await store.ApplyAllAsync([.. batch.Select(waiting => waiting.Change)]).ConfigureAwait(false)).ToDictionary(task => task.Handle, StringComparer.Ordinal);
            foreach (var (change, written) in batch)
                written.SetResult(tasks.GetValueOrDefault(change.Handle));
        }
        catch (Exception error)
        {
            foreach (var (_, written) in batch)
                written.TrySetException(error);
        }
    }
}
