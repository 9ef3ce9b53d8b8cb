using CometRunway.Api.Wire;

namespace CometRunway.Store;

/// <summary>The finding of a person about a task with an unknown outcome.</summary>
public abstract record UnknownResolution
{
    private UnknownResolution()
    {
    }

    /// <summary>
    /// Returns the resolved task. A pure function without access to the clock or the store. The store checks beforehand that no other task, of any scope,
    /// has the id of <see cref="TaskIs"/>.
    /// </summary>
    /// <param name="task">The task as read from the store.</param>
    /// <param name="at">The time of the resolution.</param>
    /// <exception cref="InvalidOperationException">The outcome is known, or there is no resolution to undo.</exception>
    public VideoTask ApplyTo(VideoTask task, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(task);
        return Transitions.Resolve(task, this, at);
    }

    /// <summary>No task was created and nothing was charged.</summary>
    public sealed record NotCharged : UnknownResolution;

    /// <summary>The service accepted the request.</summary>
    public sealed record TaskIs : UnknownResolution
    {
        /// <summary>Creates the finding.</summary>
        /// <param name="taskId">The task id of the service.</param>
        /// <exception cref="ArgumentException">No task can be read with this id: it is blank, <c>.</c> or <c>..</c>, longer than 200 characters, or contains a control character.</exception>
        public TaskIs(string taskId)
        {
            ArgumentNullException.ThrowIfNull(taskId);
            if (!TaskIds.IsUsable(taskId))
                throw new ArgumentException($"This is no task id. An id has 1 to {TaskIds.MaxLength} characters and no control characters, and is not . or ..", nameof(taskId));
            TaskId = taskId;
        }

        /// <summary>The task id of the service.</summary>
        public string TaskId { get; }
    }

    /// <summary>
    /// The earlier finding of a person was wrong: the outcome is unknown again, and the task counts towards the limits. It does not apply if the response of
    /// the service arrived after that finding. Files that were saved for another task stay in the video store.
    /// </summary>
    public sealed record Undone : UnknownResolution;
}
