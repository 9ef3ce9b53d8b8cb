using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>The result of a cancellation: exactly one of the cases below.</summary>
public abstract record CancelResult
{
    private CancelResult()
    {
    }

    /// <summary>The service accepted the cancellation.</summary>
    /// <param name="Task">The task, now cancelled.</param>
    public sealed record Cancelled(VideoTask Task) : CancelResult;

    /// <summary>It is finished, so nothing was sent: deleting a finished task would delete the paid video.</summary>
    /// <param name="Task">The task as it was just read.</param>
    public sealed record AlreadyFinished(VideoTask Task) : CancelResult;

    /// <summary>It has no id at the service yet, or never got one, so there is nothing to cancel.</summary>
    /// <param name="Task">The task.</param>
    public sealed record NothingToCancel(VideoTask Task) : CancelResult;

    /// <summary>The gateway has no such route; the task continues.</summary>
    /// <param name="Task">The task.</param>
    public sealed record NotOffered(VideoTask Task) : CancelResult;

    /// <summary>The service does not know the task.</summary>
    /// <param name="Task">The task.</param>
    public sealed record NoSuchTask(VideoTask Task) : CancelResult;

    /// <summary>
    /// The task was created with another API key, and the service does not let the caller's key read or cancel it. The task may continue.
    /// </summary>
    /// <param name="Task">The task as last read.</param>
    public sealed record OtherKey(VideoTask Task) : CancelResult;
}
