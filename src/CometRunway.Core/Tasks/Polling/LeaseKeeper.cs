using CometRunway.Store;

namespace CometRunway.Tasks.Polling;

/// <summary>
/// The leases of the tasks that this process follows. They are held while a task is followed and renewed together, so that following a task costs no
/// transaction for each poll and a long download stays with one process.
/// </summary>
internal sealed class LeaseKeeper(ITaskStore store, TimeProvider time)
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RenewalInterval = TimeSpan.FromSeconds(15);

    /// <summary>Shorter, so that a process that has the key of the task does not wait long.</summary>
    private static readonly TimeSpan OtherKeyLeaseTime = TimeSpan.FromSeconds(10);

    private readonly List<ReleasedLease> _released = [];
    private long _lastRenewal = time.GetTimestamp();

    /// <summary>The time until the next renewal; zero if it is due.</summary>
    public TimeSpan UntilRenewal => RenewalInterval - time.GetElapsedTime(_lastRenewal) is var rest && rest > TimeSpan.Zero ? rest : TimeSpan.Zero;

    /// <summary>True if <see cref="FlushAsync"/> has something to write.</summary>
    public bool HasReleases => _released.Count > 0;

    /// <summary>Acquires the leases of tasks.</summary>
    public async Task<IReadOnlyList<LeasedTask>> TakeAsync(IReadOnlyCollection<string> handles, bool isOwnKey) =>
        handles.Count == 0 ? [] : await store.LeaseAsync(handles, isOwnKey ? LeaseTime : OtherKeyLeaseTime).ConfigureAwait(false);

    /// <summary>Renews the leases of all followed tasks.</summary>
    /// <returns>The handles of those that this process still has.</returns>
    public async Task<HashSet<string>> RenewAsync(IReadOnlyCollection<string> handles)
    {
        _lastRenewal = time.GetTimestamp();
        return [.. (await TakeAsync(handles, isOwnKey: true).ConfigureAwait(false)).Select(leased => leased.Task.Handle)];
    }

    /// <summary>Releases a lease with the next <see cref="FlushAsync"/>.</summary>
    public void Release(string handle, TimeSpan? nextPoll = null) => _released.Add(new ReleasedLease(handle, nextPoll is { } wait ? time.GetUtcNow() + wait : null));

    /// <summary>Writes the releases. If the store fails, they are written later.</summary>
    public async Task FlushAsync()
    {
        if (!HasReleases)
            return;
        await store.ReleaseLeasesAsync([.. _released]).ConfigureAwait(false);
        _released.Clear();
    }
}
