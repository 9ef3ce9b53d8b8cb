using CometRunway.Ledger;

namespace CometRunway.VideoTasks;

/// <summary>What a row means to somebody who waits for its video.</summary>
public static class TaskEntryStates
{
    /// <summary>True when waiting longer brings nothing: the files are there, or there is a problem to tell, or the task ended without a video.</summary>
    public static bool IsSettled(this TaskEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.State switch
        {
            LedgerState.Succeeded => !entry.HasFilesMissing || entry.FileProblem is not null,
            LedgerState.Rejected or LedgerState.Unknown or LedgerState.Failed or LedgerState.Cancelled or LedgerState.Lost => true,
            _ => false,
        };
    }
}
