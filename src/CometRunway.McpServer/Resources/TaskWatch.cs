using CometRunway.Errors;
using CometRunway.Store;
using CometRunway.Store.Sqlite;
using CometRunway.Tasks.Polling;

namespace CometRunway.McpServer.Resources;

/// <summary>Follows a task for somebody who wants to hear of each change.</summary>
internal sealed class TaskWatch(SqliteTaskStore ledger, VideoTaskPoller courier)
{
    /// <summary>Tells until nothing can change any more, or until it is cancelled; a listener that is gone ends it too.</summary>
    public async Task FollowAsync(VideoTask entry, Func<CancellationToken, Task> tell, CancellationToken cancellationToken)
    {
        courier.Start();
        try
        {
            while (!entry.IsFinal || entry.HasFilesMissing)
            {
                entry = await ledger.WaitForChangeAsync(entry.Handle, entry.Revision, cancellationToken);
                await tell(cancellationToken);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or InvalidOperationException or IOException or TaskStoreUnavailableException)
        {
            // The conversation is over, or the ledger is out of order, which the next call will say.
        }
    }
}
