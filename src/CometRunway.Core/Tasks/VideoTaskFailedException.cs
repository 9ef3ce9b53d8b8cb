using CometRunway.Errors;
using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>The task ended without a video: it failed, was cancelled or refused, or the service no longer knows it. Waiting brings nothing more.</summary>
public sealed class VideoTaskFailedException : VideoTaskException
{
    /// <summary>Creates the exception.</summary>
    public VideoTaskFailedException(VideoTask task)
        : base(Describe(task), task) =>
        Charge = task.State switch
        {
            VideoTaskState.Rejected => ChargeStatus.No,
            VideoTaskState.NotFound => ChargeStatus.Yes,
            _ => ChargeStatus.Unknown,
        };

    private static string Describe(VideoTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.State switch
        {
            VideoTaskState.Cancelled => $"{task.Handle} was cancelled.",
            VideoTaskState.Rejected => $"{task.Handle} was refused and not charged{Because(task.ErrorCode, task.ErrorMessage)}.",
            VideoTaskState.NotFound => $"The service no longer knows {task.Handle} ({task.TaskId}){Because(null, task.ErrorMessage)}.",
            _ => $"{task.Handle} failed{Because(task.FailureCode, task.FailureMessage)}.",
        };
    }

    private static string Because(string? code, string? text) =>
        string.Join(": ", new[] { code, text?.TrimEnd('.') }.Where(part => !string.IsNullOrEmpty(part))) is { Length: > 0 } reason ? $": {reason}" : "";
}
