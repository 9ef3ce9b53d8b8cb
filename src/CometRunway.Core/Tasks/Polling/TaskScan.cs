using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Options;
using CometRunway.Store;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Tasks.Polling;

/// <summary>Looks for unfinished tasks in the store and takes the leases of those that are due soon. What others hold is asked for again with the next full scan.</summary>
internal sealed class TaskScan(
    ITaskStore store, AccountKeys accounts, TaskProcessor steps, LeaseKeeper leases, FollowedTasks followed, IOptions<CometRunwayOptions> options, TimeProvider time, ILogger logger)
{
    private readonly PollSchedule _schedule = new(options.Value, Random.Shared);
    private readonly HashSet<string> _heldElsewhere = new(StringComparer.Ordinal);

    /// <summary>Scans every account. An error of one account does not keep the others from being polled.</summary>
    /// <param name="isFull">False to look for new tasks only.</param>
    /// <param name="stop">Ends the scan.</param>
    public async Task RunAsync(bool isFull, CancellationToken stop)
    {
        if (isFull)
            _heldElsewhere.Clear();
        foreach (var account in accounts.Accounts)
        {
            try
            {
                await RunAsync(account, isFull, stop).ConfigureAwait(false);
            }
            catch (TaskStoreUnavailableException error)
            {
                TaskLog.LedgerUnavailable(logger, error.Message);
            }
            catch (Exception error) when (!stop.IsCancellationRequested)
            {
                TaskLog.LoopFailed(logger, error);
            }
        }
    }

    private async Task RunAsync(AccountScope account, bool isFull, CancellationToken stop)
    {
        if (isFull)
            await store.ResolveOrphanedSubmissionsAsync(account).ConfigureAwait(false);
        var unfinished = await store.GetUnfinishedAsync(account, stop).ConfigureAwait(false);
        var free = new List<VideoTask>();
        foreach (var task in unfinished)
        {
            if (followed.Find(task.Handle) is not { } known)
                free.Add(task);
            else if (known.Step is null && known.Task.Revision < task.Revision)
                followed.Update(known, task);
        }

        if (isFull)
            ForgetEnded(account, unfinished);
        var now = time.GetUtcNow();
        free.RemoveAll(task => _heldElsewhere.Contains(task.Handle) || steps.DueAt(task) > (accounts.HasOwn(task) ? now + ScanTimes.Interval : now));
        foreach (var sameKey in free.GroupBy(accounts.HasOwn))
            await TakeAsync([.. sameKey.Select(task => task.Handle)], sameKey.Key).ConfigureAwait(false);
    }

    /// <summary>Others have ended these tasks, for example cancelled them.</summary>
    private void ForgetEnded(AccountScope account, IReadOnlyList<VideoTask> unfinished)
    {
        var handles = unfinished.Select(task => task.Handle).ToHashSet(StringComparer.Ordinal);
        foreach (var ended in followed.All.Where(known => known.Step is null && account.Includes(known.Task.Scope) && !handles.Contains(known.Task.Handle)).ToList())
        {
            followed.Remove(ended);
            leases.Release(ended.Task.Handle);
        }
    }

    private async Task TakeAsync(List<string> handles, bool isOwnKey)
    {
        var leased = await leases.TakeAsync(handles, isOwnKey).ConfigureAwait(false);
        _heldElsewhere.UnionWith(handles);
        foreach (var (task, wasAbandoned) in leased)
        {
            _heldElsewhere.Remove(task.Handle);
            if (task.NeedsWork)
                followed.Add(task, Wait(task, wasAbandoned && isOwnKey));
            else
                leases.Release(task.Handle);
        }
    }

    /// <summary>The wait before the first step here. Another process may have polled the task just before it ended.</summary>
    private TimeSpan Wait(VideoTask task, bool wasAbandoned)
    {
        var now = time.GetUtcNow();
        var due = accounts.HasOwn(task) ? steps.DueAt(task) - now : TimeSpan.Zero;
        if (TaskProcessor.IsSaving(task))
            return due > TimeSpan.Zero ? due : TimeSpan.Zero;
        var least = wasAbandoned ? _schedule.Next() : _schedule.First(followed.All.Count, now - task.CreatedAt);
        return due > least ? due : least;
    }
}
