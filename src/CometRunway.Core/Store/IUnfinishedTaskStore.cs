namespace CometRunway.Store;

/// <summary>The part of <see cref="ITaskStore"/> that a poller uses: unfinished tasks and their leases. Throws the same exceptions.</summary>
public interface IUnfinishedTaskStore
{
    /// <summary>
    /// Returns the unfinished tasks of all callers of the account, oldest first: accepted and not ended, or succeeded with missing files.
    /// </summary>
    ValueTask<IReadOnlyList<VideoTask>> GetUnfinishedAsync(string account, CancellationToken cancellationToken = default);

    /// <summary>Sets the time of the next poll. This does not notify callers of <see cref="ITaskStore.WaitForChangeAsync"/>.</summary>
    ValueTask ScheduleNextPollAsync(string handle, DateTimeOffset at);

    /// <summary>Moves future poll times of the account to an earlier time. The poller calls it after the system clock was set back.</summary>
    ValueTask ShiftPollTimesAsync(string account, TimeSpan sooner);

    /// <summary>
    /// Acquires or renews the lease of a task. Returns false if another owner has an unexpired lease and has not ended, or if the task does not
    /// exist.
    /// </summary>
    ValueTask<bool> TryLeaseAsync(string handle, TimeSpan duration);

    /// <summary>Releases the lease if this owner has it.</summary>
    ValueTask ReleaseLeaseAsync(string handle);

    /// <summary>
    /// Marks submitting tasks of the account as unknown if their owner has ended, or if the owner cannot be observed and its lease
    /// (<see cref="AdmissionPolicy.SubmissionLease"/>) has expired. Tasks of a running owner are not changed. Also writes outcomes that could not be
    /// written before. A store that knows that the request of such a task was never sent records it as rejected instead.
    /// </summary>
    /// <returns>The number of tasks that became unknown or rejected.</returns>
    ValueTask<int> ResolveOrphanedSubmissionsAsync(string account);
}
