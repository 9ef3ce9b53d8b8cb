using CometRunway.Ledger;

namespace CometRunway.Errors;

/// <summary>The task ended without a video: it failed, was cancelled or refused, or the service no longer knows it. Waiting brings nothing more.</summary>
public sealed class VideoTaskFailedException : VideoTaskException
{
    /// <summary>Creates the exception.</summary>
    public VideoTaskFailedException(TaskEntry task)
        : base(Describe(task), task) =>
        Charge = task.State switch
        {
            LedgerState.Rejected => Charge.No,
            LedgerState.Lost => Charge.Yes,
            _ => Charge.Unknown,
        };

    private static string Describe(TaskEntry task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.State switch
        {
            LedgerState.Cancelled => $"{task.Handle} was cancelled.",
            LedgerState.Rejected => $"{task.Handle} was refused and not charged{Because(task.ErrorCode, task.ErrorMessage)}.",
            LedgerState.Lost => $"The service no longer knows {task.Handle} ({task.TaskId}){Because(null, task.ErrorMessage)}.",
            _ => $"{task.Handle} failed{Because(task.FailureCode, task.FailureMessage)}.",
        };
    }

    private static string Because(string? code, string? text) =>
        string.Join(": ", new[] { code, text?.TrimEnd('.') }.Where(part => !string.IsNullOrEmpty(part))) is { Length: > 0 } reason ? $": {reason}" : "";
}
