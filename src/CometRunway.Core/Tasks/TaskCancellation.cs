using CometRunway.Api;
using CometRunway.Errors;
using CometRunway.Store;
using CometRunway.Store.Sqlite;

namespace CometRunway.Tasks;

/// <summary>Stops a running task. The state is read first, because upstream the same DELETE deletes a finished task with its paid video.</summary>
internal sealed class TaskCancellation(CometRunwayApiClient client, SqliteTaskStore ledger)
{
    /// <summary>Cancels the task if it still runs.</summary>
    /// <exception cref="CometRunwayException">The state could not be read, or the cancellation got no usable answer.</exception>
    public async Task<CancelResult> CancelAsync(VideoTask entry, CancellationToken cancellationToken = default)
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
            CancelOutcome.Accepted => new CancelResult.Cancelled(ledger.Observe(entry.Handle, new ApiTask { Id = id, Status = ApiTaskStatus.Cancelled })),
            CancelOutcome.NotOffered => new CancelResult.NotOffered(now),
            _ => new CancelResult.NoSuchTask(now),
        };
    }
}
