using CometRunway.Errors;
using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>
/// The caller cancelled after the task was recorded: while its request was in flight, or while <see cref="ICometRunwayClient.CreateAndWaitAsync"/> waited
/// for its video. Only the wait has ended: the request and the task continue, and the outcome can be read with the handle of <see cref="Task"/>. A create that
/// is cancelled before anything is recorded throws a plain <see cref="OperationCanceledException"/>.
/// </summary>
public sealed class CreateCancelledException : OperationCanceledException
{
    /// <summary>Creates the exception.</summary>
    public CreateCancelledException(VideoTask task, CancellationToken cancellationToken, Exception? inner = null)
        : base(Describe(task), inner, cancellationToken) => Task = task;

    /// <summary>The task as it was last seen: as it was recorded before the request was sent, or with the service's id if the answer had arrived.</summary>
    public VideoTask Task { get; }

    /// <summary>Whether something may be charged: unknown until the task has ended.</summary>
    public ChargeStatus Charge { get; } = ChargeStatus.Unknown;

    private static string Describe(VideoTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return $"The wait for {task.Handle} was cancelled. The task continues and may be charged. Do not create it again; read it by its handle.";
    }
}
