namespace CometRunway.Store;

/// <summary>The unfinished tasks of a store and their leases, for a poller. Part of <see cref="ITaskStore"/>, and throws what it throws.</summary>
public interface IUnfinishedTaskStore
{
    /// <summary>The unfinished tasks of all callers of the account: accepted and not ended, or succeeded with missing files. Oldest first.</summary>
    ValueTask<IReadOnlyList<VideoTask>> GetUnfinishedAsync(string account, CancellationToken cancellationToken = default);

    /// <summary>Sets the time of the next poll. Does not wake waiting callers.</summary>
    ValueTask ScheduleNextPollAsync(string handle, DateTimeOffset at);

    /// <summary>Moves all poll times after the system clock was set back.</summary>
    ValueTask ShiftPollTimesAsync(string account, TimeSpan sooner);

    /// <summary>Acquires or renews the lease of a task. False while another running poller has it.</summary>
    ValueTask<bool> TryLeaseAsync(string handle, TimeSpan duration);

    /// <summary>Releases the lease if this process has it.</summary>
    ValueTask ReleaseLeaseAsync(string handle);

    /// <summary>
    /// Marks submitting tasks of the account as unknown when their owner has ended, or when the store cannot observe the owner and its lease has expired
    /// (<see cref="AdmissionPolicy.SubmissionLease"/>). Never does so while the owner runs. Also writes outcomes that could not be written before.
    /// </summary>
    /// <returns>How many became unknown.</returns>
    ValueTask<int> ResolveOrphanedSubmissionsAsync(string account);
}
