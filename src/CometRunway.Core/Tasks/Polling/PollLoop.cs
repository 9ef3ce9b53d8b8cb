using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Options;
using CometRunway.Store;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Tasks.Polling;

/// <summary>
/// The loop of one process: it looks for tasks, starts the steps that are due, and renews and releases leases. What it knows about the tasks is changed by
/// the loop only; steps run beside it.
/// </summary>
internal sealed class PollLoop : IDisposable
{
    /// <summary>A task that waits longer than this is released, so that any process can continue it when it is due.</summary>
    private static readonly TimeSpan LongestHeldWait = TimeSpan.FromMinutes(1);

    /// <summary>How long the end waits for each of steps and store. What has not ended then keeps its lease until the lease expires.</summary>
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(1);

    private readonly TaskProcessor _steps;
    private readonly AccountKeys _accounts;
    private readonly LeaseKeeper _leases;
    private readonly FollowedTasks _followed;
    private readonly TaskScan _scan;
    private readonly ScanTimes _scans;
    private readonly DefaultAccount _defaultAccount;
    private readonly StepRunner _runner;
    private readonly ReadLimit _reads = new();
    private readonly DownloadSlots _saves;
    private readonly AccountPauses _pauses;
    private readonly PollSchedule _schedule;
    private readonly PollSignal _signal;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private Task _storeWork = Task.CompletedTask;

    public PollLoop(ITaskStore store, AccountKeys accounts, TaskProcessor steps, IOptions<CometRunwayOptions> options, TimeProvider time, ILogger logger)
    {
        (_steps, _accounts, _time, _logger) = (steps, accounts, time, logger);
        _signal = new PollSignal(time);
        _leases = new LeaseKeeper(store, time);
        _followed = new FollowedTasks(time);
        _scan = new TaskScan(store, accounts, steps, _leases, _followed, options, time, logger);
        _scans = new ScanTimes(time);
        _runner = new StepRunner(_signal, logger);
        _saves = new DownloadSlots(time) { OnFreed = _signal.Set };
        _pauses = new AccountPauses(time);
        _schedule = new PollSchedule(options.Value, Random.Shared);
        _defaultAccount = new DefaultAccount(accounts, Wake, time, logger);
    }

    /// <summary>There is new work in the store.</summary>
    public void Wake()
    {
        _scans.Wake();
        _signal.Set();
    }

    /// <summary>Runs until the token is cancelled. No error ends it: paid tasks must be followed.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var wait = ScanTimes.Interval;
            try
            {
                wait = await PassAsync(stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (TaskStoreUnavailableException error)
            {
                TaskLog.LedgerUnavailable(_logger, error.Message);
            }
            catch (Exception error)
            {
                TaskLog.LoopFailed(_logger, error);
            }

            await _signal.WaitAsync(wait, stop).ConfigureAwait(false);
        }
    }

    /// <summary>Leaves the tasks to other processes. Called after the loop has ended.</summary>
    public async Task EndAsync()
    {
        _steps.End();
        // It still uses what the loop knows.
        await _storeWork.WaitAsync(EndTimeout, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_storeWork.IsCompleted)
            return;
        await Task.WhenAll(_followed.All.Select(task => task.Step).OfType<Task>()).WaitAsync(EndTimeout, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        TakeResults();
        foreach (var task in _followed.All.Where(task => task.Step is null))
            _leases.Release(task.Task.Handle, _accounts.HasOwn(task.Task) && !task.IsSaving ? _followed.Until(task.DueAt) : null);
        await Task.Run(_leases.FlushAsync).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _saves.Dispose();
        _signal.Dispose();
    }

    /// <returns>The time until there is something to do, unless a signal comes first.</returns>
    private async Task<TimeSpan> PassAsync(CancellationToken stop)
    {
        TakeResults();
        if (_scans.Rest == TimeSpan.Zero)
        {
            await _scans.RunAsync(isFull =>
            {
                // Within the scan, so that an account that it adds causes another one.
                _defaultAccount.Refresh(stop);
                return OnStoreAsync(() => _scan.RunAsync(isFull, stop), stop);
            }).ConfigureAwait(false);
        }

        if (_leases.UntilRenewal == TimeSpan.Zero)
            await OnStoreAsync(RenewAsync, stop).ConfigureAwait(false);
        StartReads(stop);
        StartSaves(stop);
        if (_leases.HasReleases)
            await OnStoreAsync(_leases.FlushAsync, stop).ConfigureAwait(false);
        return Shortest(_scans.Rest, _leases.UntilRenewal, _followed.UntilNext(saving: false), _followed.UntilNext(saving: true));
    }

    /// <summary>A store that hangs or waits for a lock does not delay the stop.</summary>
    private Task OnStoreAsync(Func<Task> work, CancellationToken stop)
    {
        _storeWork = Task.Run(work, CancellationToken.None);
        return _storeWork.WaitAsync(stop);
    }

    private void TakeResults()
    {
        while (_runner.TryTake(out var ended))
        {
            var (followed, (task, wait)) = ended;
            if (!followed.IsSaving)
            {
                _reads.Leave(ended.Result.IsRateLimited);
                _pauses.End(followed.Task.Scope.Account, followed.Task.Handle, ended.Result.Pause);
            }

            if (task is null || wait is null || !task.NeedsWork || wait > LongestHeldWait || !_accounts.HasOwn(task))
            {
                _followed.Remove(followed);
                _leases.Release(followed.Task.Handle, task is not null && _accounts.HasOwn(task) ? wait : null);
                continue;
            }

            followed.Task = task;
            _followed.Postpone(followed, wait.Value);
        }
    }

    /// <summary>A task whose lease went to another process, for example while this machine was suspended, is left to it.</summary>
    private async Task RenewAsync()
    {
        var kept = await _leases.RenewAsync([.. _followed.All.Select(task => task.Task.Handle)]).ConfigureAwait(false);
        foreach (var lost in _followed.All.Where(task => task.Step is null && !kept.Contains(task.Task.Handle)).ToList())
            _followed.Remove(lost);
    }

    private void StartReads(CancellationToken stop)
    {
        foreach (var task in _followed.Due(saving: false))
        {
            if (_pauses.Of(task.Task.Scope.Account) is { } pause)
                _followed.Postpone(task, pause + _schedule.AfterPause());
            else if (!_reads.TryEnter())
                return;
            else
                BeginRead(task, stop);
        }
    }

    private void BeginRead(FollowedTask task, CancellationToken stop)
    {
        _pauses.Begin(task.Task.Scope.Account, task.Task.Handle);
        _followed.Begin(task, _runner.Start(task, () => _steps.ReadAsync(task.Task, stop), stop));
    }

    private void StartSaves(CancellationToken stop)
    {
        var busyHosts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var task in _followed.Due(saving: true).Where(task => !busyHosts.Contains(task.Host)))
        {
            if (_saves.TryEnter(task.Host) is { } slot)
                _followed.Begin(task, _runner.Start(task, () => SaveAsync(task.Task, slot, stop), stop));
            else
                busyHosts.Add(task.Host);
        }
    }

    private async Task<StepResult> SaveAsync(VideoTask task, DownloadSlot slot, CancellationToken stop)
    {
        using (slot)
            return await _steps.SaveAsync(task, slot, stop).ConfigureAwait(false);
    }

    private static TimeSpan Shortest(params ReadOnlySpan<TimeSpan?> waits)
    {
        var shortest = ScanTimes.Interval;
        foreach (var wait in waits)
            shortest = wait < shortest ? wait.Value : shortest;
        return shortest;
    }
}
