using CometRunway.Errors;
using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>The wait ended before the video was saved. The task continues and its file is saved automatically: wait again later.</summary>
public sealed class VideoTaskTimeoutException : VideoTaskException
{
    /// <summary>Creates the exception.</summary>
    public VideoTaskTimeoutException(VideoTask task, TimeSpan waited)
        : base(Describe(task, waited), task)
    {
        Charge = ChargeStatus.Unknown;
        IsTransient = true;
    }

    private static string Describe(VideoTask task, TimeSpan waited)
    {
        ArgumentNullException.ThrowIfNull(task);
        var problem = task.FileProblem is null ? "" : $" It is made and paid, but not saved so far: {task.FileProblem}";
        return $"{task.Handle} was not finished after {waited.TotalSeconds:0} s (state {task.State}). The task continues, and its file is saved automatically.{problem}";
    }
}
