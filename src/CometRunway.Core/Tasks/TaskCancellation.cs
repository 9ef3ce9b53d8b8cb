using CometRunway.Api;
using CometRunway.Callers;
using CometRunway.Errors;
using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>Stops a running task. The state is read first, because at the service the same DELETE deletes a finished task and its paid video.</summary>
internal sealed class TaskCancellation(CometRunwayApiClient client, ITaskStore store)
{
    /// <summary>Cancels the task if it still runs.</summary>
    /// <exception cref="CometRunwayException">The state could not be read, or the cancellation received no usable response.</exception>
    public async Task<CancelResult> CancelAsync(Caller caller, VideoTask task, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(task);
        if (task.IsFinal)
            return new CancelResult.AlreadyFinished(task);
        if (task.TaskId is not { } id)
            return new CancelResult.NothingToCancel(task);
        var read = await client.GetAsync(caller.Key, id, task.CreatedAt, cancellationToken).ConfigureAwait(false);
        var now = await store.ApplyAsync(task.Handle, new TaskUpdate.Observed(read)).ConfigureAwait(false);
        if (now.IsFinal)
            return new CancelResult.AlreadyFinished(now);
        return await client.CancelAsync(caller.Key, id, cancellationToken).ConfigureAwait(false) switch
        {
            CancelOutcome.Accepted => new CancelResult.Cancelled(
                await store.ApplyAsync(task.Handle, new TaskUpdate.Observed(new ApiTask { Id = id, Status = ApiTaskStatus.Cancelled })).ConfigureAwait(false)),
            CancelOutcome.NotOffered => new CancelResult.NotOffered(now),
            _ => new CancelResult.NoSuchTask(now),
        };
    }
}
