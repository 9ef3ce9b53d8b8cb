namespace CometRunway.Store;

/// <summary>What a poller needs of the store: the tasks with work left, and the right to do it. Throws what <see cref="ITaskStore"/> throws.</summary>
internal interface ITaskWorkQueue
{
    /// <summary>What still needs work, of all callers of the account: accepted and not ended, or succeeded with files missing. Oldest first.</summary>
    ValueTask<IReadOnlyList<VideoTask>> GetUnfinishedAsync(string account, CancellationToken cancellationToken = default);

    /// <summary>Says when the service is to be asked next. No news to those who wait.</summary>
    ValueTask ScheduleNextPollAsync(string handle, DateTimeOffset at);

    /// <summary>The time of day was set back: what is to be asked later is asked so much sooner.</summary>
    ValueTask ShiftPollTimesAsync(string account, TimeSpan sooner);

    /// <summary>Takes or renews the right to poll this task. False while another living poller holds it.</summary>
    ValueTask<bool> TryLeaseAsync(string handle, TimeSpan duration);

    /// <summary>Gives the right to poll back, if it is held here.</summary>
    ValueTask ReleaseLeaseAsync(string handle);

    /// <summary>
    /// Turns submissions of the account whose owner is gone, or whose lease ran out, into unknown ones; also takes over outcomes that could not be
    /// written before.
    /// </summary>
    /// <returns>How many became unknown.</returns>
    ValueTask<int> ResolveOrphanedSubmissionsAsync(string account);
}
