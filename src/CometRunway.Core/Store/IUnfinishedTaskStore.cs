namespace CometRunway.Store;

/// <summary>The part of <see cref="ITaskStore"/> that a poller uses: unfinished tasks and their leases. Throws the same exceptions.</summary>
public interface IUnfinishedTaskStore
{
    /// <summary>
    /// Returns the unfinished tasks that <see cref="AccountScope.Includes"/> accepts, oldest first: accepted and not ended, or succeeded with missing
    /// files.
    /// </summary>
    ValueTask<IReadOnlyList<VideoTask>> GetUnfinishedAsync(AccountScope account, CancellationToken cancellationToken = default);

    /// <summary>Sets the time of the next poll. This does not notify callers of <see cref="ITaskStore.WaitForChangeAsync"/>.</summary>
    ValueTask ScheduleNextPollAsync(string handle, DateTimeOffset at);

    /// <summary>Moves future poll times of these tasks to an earlier time. The poller calls it after the system clock was set back.</summary>
    ValueTask ShiftPollTimesAsync(AccountScope account, TimeSpan sooner);

    /// <summary>
    /// Acquires or renews the lease of a task. Returns false if another owner has an unexpired lease and has not ended, or if the task does not
    /// exist.
    /// </summary>
    ValueTask<bool> TryLeaseAsync(string handle, TimeSpan duration);

    /// <summary>Releases the lease if this owner has it.</summary>
    ValueTask ReleaseLeaseAsync(string handle);

    /// <summary>
    /// Marks submitting ones of these tasks as unknown if their owner has ended, or if the owner cannot be observed and its lease
    /// (<see cref="AdmissionPolicy.SubmissionLease"/>) has expired. Tasks of a running owner are not changed. Also writes outcomes that could not be
    /// written before. A store that knows that the request of such a task was never sent records it as rejected instead.
    /// </summary>
    /// <returns>The number of tasks that became unknown or rejected.</returns>
    ValueTask<int> ResolveOrphanedSubmissionsAsync(AccountScope account);
}
