using CometRunway.Errors;
using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>
/// The task was created, and the wait for its video failed: the task store could not be used, or the container was disposed of. The inner
/// exception is the cause. The task continues, and its file is saved automatically while an app with this library runs. Do not create it again: wait
/// for <see cref="VideoTaskException.Task"/>'s handle.
/// </summary>
public sealed class VideoTaskWaitException : VideoTaskException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="task">The task.</param>
    /// <param name="inner">Why the wait ended.</param>
    public VideoTaskWaitException(VideoTask task, Exception? inner = null)
        : base(Describe(task), task, inner) => Charge = ChargeStatus.Unknown;

    private static string Describe(VideoTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return $"The wait for {task.Handle} failed. The task continues and may be charged. Do not create it again; wait for it again.";
    }
}
