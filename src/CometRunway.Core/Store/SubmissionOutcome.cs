namespace CometRunway.Store;

/// <summary>The outcome of a paid request. Exactly one of the nested types.</summary>
public abstract record SubmissionOutcome
{
    private SubmissionOutcome()
    {
    }

    /// <summary>
    /// Returns the task with this outcome, or the same object if nothing changes. In any order, an accepted outcome takes precedence over a rejected
    /// one, and a rejected one over an unknown one. Other tasks with the same id are not considered. A pure function without access to the clock or the
    /// store.
    /// </summary>
    /// <param name="task">The task as read from the store.</param>
    /// <param name="at">The time of the outcome.</param>
    public VideoTask ApplyTo(VideoTask task, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(task);
        return Transitions.Conclude(task, this, at);
    }

    /// <summary>
    /// Returns the task with this outcome, and the tasks that lose their claim to its id. Two requests never have the same task: an id in the response to a
    /// request takes precedence over an id that was found in an error or by a person. If the same service gives one id for two requests, the outcome of
    /// the second one is unknown. A pure function without access to the clock or the store.
    /// </summary>
    /// <param name="task">The task as read from the store.</param>
    /// <param name="sameId">For <see cref="Accepted"/>: the tasks of all scopes with this <see cref="VideoTask.TaskId"/>, ignoring case.</param>
    /// <param name="at">The time of the outcome.</param>
    public ConcludedTask ApplyTo(VideoTask task, IEnumerable<VideoTask> sameId, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(sameId);
        return TaskIdClaims.Conclude(task, this, sameId, at);
    }

    /// <summary>The id in the response, confirmed or not, for logs.</summary>
    internal string? AnyId => this switch
    {
        Accepted accepted => accepted.TaskId,
        Rejected rejected => rejected.UnconfirmedId,
        Unknown unknown => unknown.UnconfirmedId,
        _ => null,
    };

    /// <summary>The service accepted the request and returned an id.</summary>
    /// <param name="TaskId">The task id of the service.</param>
    public sealed record Accepted(string TaskId) : SubmissionOutcome
    {
        /// <summary>True if the same response contains an error after the id.</summary>
        public bool MayNeverBecomeVisible { get; init; }

        /// <summary>
        /// True if the id is from a response that does not say that a task was created. The service confirmed that it has such a task, but not that this request
        /// made it.
        /// </summary>
        public bool IdFromError { get; init; }

        /// <summary>The estimate of the service in Runway credits; null if the response has none.</summary>
        public double? Credits { get; init; }
    }

    /// <summary>No task was created. A task that has an id is not changed.</summary>
    /// <param name="Code">A stable code for the reason.</param>
    /// <param name="Message">The reason as text.</param>
    public sealed record Rejected(string Code, string Message) : SubmissionOutcome
    {
        /// <inheritdoc cref="VideoTask.UnconfirmedId"/>
        public string? UnconfirmedId { get; init; }
    }

    /// <summary>It is unknown whether a task was created. A known outcome is not changed.</summary>
    /// <param name="Code">A stable code for the reason.</param>
    /// <param name="Message">The reason as text.</param>
    public sealed record Unknown(string Code, string Message) : SubmissionOutcome
    {
        /// <inheritdoc cref="VideoTask.UnconfirmedId"/>
        public string? UnconfirmedId { get; init; }
    }
}
