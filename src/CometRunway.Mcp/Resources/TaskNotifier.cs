using CometRunway.Errors;
using CometRunway.Store;
using CometRunway.Tasks.Polling;

namespace CometRunway.Mcp.Resources;

/// <summary>Sends a notification for each change of a task.</summary>
internal sealed class TaskNotifier(ITaskStore store, IVideoTaskPoller poller)
{
    /// <summary>Sends notifications until the task can no longer change, the client disconnects, or the call is cancelled.</summary>
    public async Task FollowAsync(VideoTask task, Func<CancellationToken, Task> notify, CancellationToken cancellationToken)
    {
        poller.Start();
        try
        {
            while (!task.IsFinal || task.HasFilesMissing)
            {
                task = await store.WaitForChangeAsync(task.Handle, task.Revision, cancellationToken).ConfigureAwait(false);
                await notify(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or InvalidOperationException or IOException or TaskStoreUnavailableException)
        {
            // The session has ended, or the ledger cannot be read. The next call reports the error.
        }
    }
}
