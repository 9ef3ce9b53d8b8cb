using CometRunway.Api;
using CometRunway.Errors;
using CometRunway.Store;
using CometRunway.Tasks.Polling;

namespace CometRunway.Tasks;

/// <summary>Stops a running task. The state is read first, because at the service the same DELETE deletes a finished task and its paid video.</summary>
internal sealed class TaskCancellation(CometRunwayApiClient client, ITaskStore store, AccountKeys keys)
{
    /// <summary>Cancels the task if it still runs.</summary>
    /// <exception cref="CometRunwayException">The state could not be read, or the cancellation received no usable response.</exception>
    public async Task<CancelResult> CancelAsync(VideoTask task, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(task);
        if (task.IsFinal)
            return new CancelResult.AlreadyFinished(task);
        if (task.TaskId is not { } id)
            return new CancelResult.NothingToCancel(task);
        var isOwnKey = keys.HasOwn(task);
        try
        {
            var read = await client.GetAsync(keys.Of(task), id, isOwnKey ? task.CreatedAt : null, cancellationToken).ConfigureAwait(false);
            var now = keys.Mark(await store.ApplyAsync(task.Handle, new TaskUpdate.Observed(read)).ConfigureAwait(false));
            if (now.IsFinal)
                return new CancelResult.AlreadyFinished(now);
            return await client.CancelAsync(keys.Of(task), id, cancellationToken).ConfigureAwait(false) switch
            {
                CancelOutcome.Accepted => new CancelResult.Cancelled(
                    keys.Mark(await store.ApplyAsync(task.Handle, new TaskUpdate.Observed(new ApiTask { Id = id, Status = ApiTaskStatus.Cancelled })).ConfigureAwait(false))),
                CancelOutcome.NotOffered => new CancelResult.NotOffered(now),
                _ when !isOwnKey => new CancelResult.OtherKey(now),
                _ => new CancelResult.NoSuchTask(now),
            };
        }
        catch (CometRunwayException error) when (!isOwnKey && OtherKeyFailures.IsRefusal(error))
        {
            return new CancelResult.OtherKey(task);
        }
    }
}
