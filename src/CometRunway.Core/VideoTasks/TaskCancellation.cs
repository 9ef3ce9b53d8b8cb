using CometRunway.Ledger;

namespace CometRunway.VideoTasks;

/// <summary>Stops a running task. The state is read first, because upstream the same DELETE deletes a finished task with its paid video.</summary>
public sealed class TaskCancellation(CometRunwayClient client, TaskLedger ledger)
{
    /// <summary>Cancels the task if it still runs.</summary>
    /// <exception cref="Errors.CometRunwayException">The state could not be read, or the cancellation got no usable answer.</exception>
    public async Task<CancelResult> CancelAsync(TaskEntry entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.IsFinal)
            return new CancelResult.AlreadyFinished(entry);
        if (entry.TaskId is not { } id)
            return new CancelResult.NothingToCancel(entry);
        var now = ledger.Observe(entry.Handle, await client.GetAsync(id, entry.CreatedAt, cancellationToken).ConfigureAwait(false));
        if (now.IsFinal)
            return new CancelResult.AlreadyFinished(now);
        return await client.CancelAsync(id, cancellationToken).ConfigureAwait(false) switch
        {
            CancelOutcome.Accepted => new CancelResult.Cancelled(ledger.Observe(entry.Handle, new VideoTask { Id = id, Status = VideoTaskStatus.Cancelled })),
            CancelOutcome.NotOffered => new CancelResult.NotOffered(now),
            _ => new CancelResult.NoSuchTask(now),
        };
    }
}
