using CometRunway.Errors;
using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>
/// The caller cancelled while a create was in progress. Only the waiting has ended: the task is recorded, its request goes on, and its outcome is
/// found under <see cref="Task"/>'s handle. A create that is cancelled before anything is recorded throws a plain <see cref="OperationCanceledException"/>.
/// </summary>
public sealed class CreateCancelledException : OperationCanceledException
{
    /// <summary>Creates the exception.</summary>
    public CreateCancelledException(VideoTask task, CancellationToken cancellationToken, Exception? inner = null)
        : base(Describe(task), inner, cancellationToken) => Task = task;

    /// <summary>The task as it was recorded before the request was sent.</summary>
    public VideoTask Task { get; }

    /// <summary>Whether something may be charged: unknown until the service's answer is recorded.</summary>
    public ChargeStatus Charge { get; } = ChargeStatus.Unknown;

    private static string Describe(VideoTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return $"The wait for the answer to {task.Handle} was cancelled. The request goes on and may be charged; do not repeat it, read the task.";
    }
}
