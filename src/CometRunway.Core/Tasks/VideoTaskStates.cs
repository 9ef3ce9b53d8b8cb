using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>Whether waiting for a task can still bring something.</summary>
internal static class VideoTaskStates
{
    /// <summary>
    /// True if a longer wait brings nothing: the files are saved, there is a problem to report, the task ended without a video, or its outcome is unknown and
    /// there is no id for which the service is still asked.
    /// </summary>
    public static bool IsWaitComplete(this VideoTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.State switch
        {
            VideoTaskState.Succeeded => !task.HasFilesMissing || task.FileProblem is not null,
            VideoTaskState.Unknown => !task.NeedsConfirmation,
            VideoTaskState.Rejected or VideoTaskState.Failed or VideoTaskState.Cancelled or VideoTaskState.NotFound => true,
            _ => false,
        };
    }
}
