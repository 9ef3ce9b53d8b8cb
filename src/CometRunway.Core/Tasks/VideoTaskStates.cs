using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>What a row means to somebody who waits for its video.</summary>
internal static class VideoTaskStates
{
    /// <summary>True when waiting longer brings nothing: the files are there, or there is a problem to tell, or the task ended without a video.</summary>
    public static bool IsWaitComplete(this VideoTask entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.State switch
        {
            VideoTaskState.Succeeded => !entry.HasFilesMissing || entry.FileProblem is not null,
            VideoTaskState.Rejected or VideoTaskState.Unknown or VideoTaskState.Failed or VideoTaskState.Cancelled or VideoTaskState.NotFound => true,
            _ => false,
        };
    }
}
