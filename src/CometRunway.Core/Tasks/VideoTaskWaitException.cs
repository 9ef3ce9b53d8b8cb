using CometRunway.Errors;
using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>
/// The task was created, and the wait for its video failed: the app is stopping, the task store could not be used, or the container was disposed
/// of. The inner exception is the cause, if there is one. The task continues, and its file is saved automatically while an app with this library
/// runs; an app that stops follows it again at its next start. Do not create it again: wait for <see cref="VideoTaskException.Task"/>'s handle.
/// </summary>
public sealed class VideoTaskWaitException : VideoTaskException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="task">The task.</param>
    /// <param name="inner">Why the wait ended.</param>
    public VideoTaskWaitException(VideoTask task, Exception? inner = null)
        : this(Describe(task), task, inner)
    {
    }

    private VideoTaskWaitException(string message, VideoTask task, Exception? inner)
        : base(message, task, inner) => Charge = ChargeStatus.Unknown;

    internal static VideoTaskWaitException AppIsStopping(VideoTask task) =>
        new($"The wait for {task.Handle} ended, because this app is stopping. The task continues and may be charged; the app follows it again at its next start. Do not create it again; wait for it again.", task, inner: null);

    private static string Describe(VideoTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return $"The wait for {task.Handle} failed. The task continues and may be charged. Do not create it again; wait for it again.";
    }
}
