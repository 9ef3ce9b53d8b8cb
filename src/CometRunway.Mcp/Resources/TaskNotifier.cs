using CometRunway.Errors;
using CometRunway.Store;
using CometRunway.Tasks.Polling;

namespace CometRunway.Mcp.Resources;

/// <summary>Reports each change of a task.</summary>
internal sealed class TaskNotifier(ITaskStore store, IVideoTaskPoller courier)
{
    /// <summary>Reports until the task can no longer change, the listener is gone, or the call is cancelled.</summary>
    public async Task FollowAsync(VideoTask entry, Func<CancellationToken, Task> notify, CancellationToken cancellationToken)
    {
        courier.Start();
        try
        {
            while (!entry.IsFinal || entry.HasFilesMissing)
            {
                entry = await store.WaitForChangeAsync(entry.Handle, entry.Revision, cancellationToken).ConfigureAwait(false);
                await notify(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or InvalidOperationException or IOException or TaskStoreUnavailableException)
        {
            // The session is over, or the ledger cannot be read, which the next call will report.
        }
    }
}
