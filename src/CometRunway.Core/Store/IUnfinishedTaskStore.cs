namespace CometRunway.Store;

/// <summary>The part of <see cref="ITaskStore"/> that a poller uses: unfinished tasks and their leases. Throws the same exceptions.</summary>
public interface IUnfinishedTaskStore
{
    /// <summary>
    /// Returns the unfinished tasks that <see cref="AccountScope.Includes"/> accepts, oldest first: accepted and not ended, or succeeded with missing
    /// files.
    /// </summary>
    ValueTask<IReadOnlyList<VideoTask>> GetUnfinishedAsync(AccountScope account, CancellationToken cancellationToken = default);

    /// <summary>
    /// Acquires or renews the leases of tasks, in one transaction. A task is left out if another owner has an unexpired lease and has not ended, or if
    /// the task does not exist.
    /// </summary>
    /// <param name="taskHandles">The handles of the tasks.</param>
    /// <param name="duration">How long the leases last unless they are renewed.</param>
    /// <returns>The tasks whose leases this owner has now, as they are in the store.</returns>
    ValueTask<IReadOnlyList<LeasedTask>> LeaseAsync(IReadOnlyCollection<string> taskHandles, TimeSpan duration);

    /// <summary>
    /// Releases the leases that this owner has, in one transaction, and sets the times of the next polls. Leases of other owners and their poll times do
    /// not change. This does not notify callers of <see cref="ITaskStore.WaitForChangeAsync"/>.
    /// </summary>
    ValueTask ReleaseLeasesAsync(IReadOnlyCollection<ReleasedLease> leases);

    /// <summary>
    /// Applies updates to tasks, in the given order and in one transaction where the store has them. The poller collects the results of many polls. Updates
    /// of tasks that do not exist are ignored.
    /// </summary>
    /// <returns>The tasks after all updates, each once; not those that do not exist.</returns>
    ValueTask<IReadOnlyList<VideoTask>> ApplyAllAsync(IReadOnlyCollection<TaskChange> changes);

    /// <summary>
    /// Marks submitting ones of these tasks as unknown if their owner has ended, or if the owner cannot be observed and its lease
    /// (<see cref="AdmissionPolicy.SubmissionLease"/>) has expired. Tasks of a running owner are not changed. Also writes outcomes that could not be
    /// written before. A store that knows that the request of such a task was never sent records it as rejected instead.
    /// </summary>
    /// <returns>The number of tasks that became unknown or rejected.</returns>
    ValueTask<int> ResolveOrphanedSubmissionsAsync(AccountScope account);
}

/// <summary>A task whose lease was acquired or renewed.</summary>
/// <param name="Task">The task as it is in the store.</param>
/// <param name="WasAbandoned">
/// True if the lease was of another owner that did not release it. That owner may have polled the task a moment ago.
/// </param>
public sealed record LeasedTask(VideoTask Task, bool WasAbandoned);

/// <summary>A lease to release.</summary>
/// <param name="Handle">The handle of the task.</param>
/// <param name="NextPollAt">The value for <see cref="VideoTask.NextPollAt"/>; null to keep the one in the store.</param>
public sealed record ReleasedLease(string Handle, DateTimeOffset? NextPollAt = null);

/// <summary>An update of a task, for <see cref="IUnfinishedTaskStore.ApplyAllAsync"/>.</summary>
/// <param name="Handle">The handle of the task.</param>
/// <param name="Update">The update.</param>
public sealed record TaskChange(string Handle, TaskUpdate Update);
