using CometRunway.Courier;
using CometRunway.Errors;
using CometRunway.Ledger;

namespace CometRunway.McpServer.Resources;

/// <summary>Follows a task for somebody who wants to hear of each change.</summary>
internal sealed class TaskWatch(TaskLedger ledger, VideoCourier courier)
{
    /// <summary>Tells until nothing can change any more, or until it is cancelled; a listener that is gone ends it too.</summary>
    public async Task FollowAsync(TaskEntry entry, Func<CancellationToken, Task> tell, CancellationToken cancellationToken)
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
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or InvalidOperationException or IOException or LedgerUnavailableException)
        {
            // The conversation is over, or the ledger is out of order, which the next call will say.
        }
    }
}
