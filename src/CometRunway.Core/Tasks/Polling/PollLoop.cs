using System.Collections.Concurrent;
using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Options;
using CometRunway.Store;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Tasks.Polling;

/// <summary>
/// The loop of one process: it looks for tasks, starts the steps that are due, and renews and releases leases. Steps run beside it. Everything that the loop
/// knows about the tasks is changed by the loop only.
/// </summary>
internal sealed class PollLoop : IDisposable
{
    /// <summary>A task that waits longer than this is released, so that any process can continue it when it is due.</summary>
    private static readonly TimeSpan LongestHeldWait = TimeSpan.FromMinutes(1);

    /// <summary>After an unexpected error of a step.</summary>
    private static readonly TimeSpan ErrorWait = TimeSpan.FromSeconds(60);

    /// <summary>A scan between the full ones may take this part of the time, so that many creates at once do not keep the loop busy.</summary>
    private const int ScanShare = 20;

    private readonly TaskProcessor _steps;
    private readonly AccountKeys _accounts;
    private readonly LeaseKeeper _leases;
    private readonly FollowedTasks _followed;
    private readonly TaskScan _scan;
    private readonly DefaultAccount _defaultAccount;
    private readonly ReadLimit _reads = new();
    private readonly DownloadSlots _saves;
    private readonly AccountPauses _pauses;
    private readonly PollSchedule _schedule;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ConcurrentQueue<(FollowedTask Task, StepResult Result)> _ended = new();
    private readonly SemaphoreSlim _signal = new(0, 1);
    private bool _isWoken;
    private long? _lastFullScan;
    private long _lastScan;
    private TimeSpan _scanDuration;

    public PollLoop(ITaskStore store, AccountKeys accounts, TaskProcessor steps, IOptions<CometRunwayOptions> options, TimeProvider time, ILogger logger)
    {
        (_steps, _accounts, _time, _logger) = (steps, accounts, time, logger);
        _leases = new LeaseKeeper(store, time);
        _followed = new FollowedTasks(time);
        _scan = new TaskScan(store, accounts, steps, _leases, _followed, options, time, logger);
        _saves = new DownloadSlots(time) { OnFreed = Signal };
        _pauses = new AccountPauses(time);
        _schedule = new PollSchedule(options.Value, Random.Shared);
        _defaultAccount = new DefaultAccount(accounts, Wake, time, logger);
    }

    /// <summary>There is new work in the store.</summary>
    public void Wake()
    {
        Volatile.Write(ref _isWoken, true);
        Signal();
    }

    /// <summary>Runs until the token is cancelled. No error ends it: paid tasks must be followed.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var wait = TaskScan.Interval;
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

            await WaitAsync(wait, stop).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for the steps that run, and leaves the tasks to other processes. Called after the loop has ended.</summary>
    public async Task EndAsync()
    {
        await Task.WhenAll(_followed.All.Select(task => task.Step).OfType<Task>()).ConfigureAwait(false);
        TakeResults();
        foreach (var task in _followed.All)
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
        await ScanIfDueAsync(stop).ConfigureAwait(false);
        if (_leases.UntilRenewal == TimeSpan.Zero)
            await RenewAsync(stop).ConfigureAwait(false);
        StartReads(stop);
        StartSaves(stop);
        await Task.Run(_leases.FlushAsync, CancellationToken.None).WaitAsync(stop).ConfigureAwait(false);
        return Shortest(UntilScan(), _leases.UntilRenewal, _followed.UntilNext(saving: false), _followed.UntilNext(saving: true));
    }

    private void TakeResults()
    {
        while (_ended.TryDequeue(out var ended))
        {
            var (followed, (task, wait)) = ended;
            if (!followed.IsSaving)
                _reads.Leave(ended.Result.IsRateLimited);
            if (ended.Result.Pause is { } pause)
                _pauses.Add(followed.Task.Scope.Account, pause);
            if (task is null || wait is null || wait > LongestHeldWait || !_accounts.HasOwn(task))
            {
                _followed.Remove(followed);
                _leases.Release(followed.Task.Handle, task is not null && _accounts.HasOwn(task) ? wait : null);
                continue;
            }

            followed.Task = task;
            _followed.Postpone(followed, wait.Value);
        }
    }

    private async Task ScanIfDueAsync(CancellationToken stop)
    {
        if (UntilScan() > TimeSpan.Zero)
            return;
        var begun = _time.GetTimestamp();
        var isFull = _lastFullScan is not { } last || _time.GetElapsedTime(last) >= TaskScan.Interval;
        _lastFullScan = isFull ? begun : _lastFullScan;
        Volatile.Write(ref _isWoken, false);
        _defaultAccount.Refresh(stop);
        await _scan.RunAsync(isFull, stop).ConfigureAwait(false);
        _lastScan = _time.GetTimestamp();
        _scanDuration = _time.GetElapsedTime(begun, _lastScan);
    }

    private TimeSpan UntilScan()
    {
        if (_lastFullScan is not { } full)
            return TimeSpan.Zero;
        var rest = TaskScan.Interval - _time.GetElapsedTime(full);
        var woken = Volatile.Read(ref _isWoken) ? _scanDuration * ScanShare - _time.GetElapsedTime(_lastScan) : rest;
        return Shortest(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, woken > TimeSpan.Zero ? woken : TimeSpan.Zero);
    }

    /// <summary>A task whose lease went to another process, for example while this machine was suspended, is left to it.</summary>
    private async Task RenewAsync(CancellationToken stop)
    {
        string[] handles = [.. _followed.All.Select(task => task.Task.Handle)];
        var kept = await Task.Run(() => _leases.RenewAsync(handles), CancellationToken.None).WaitAsync(stop).ConfigureAwait(false);
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
                Start(task, () => _steps.ReadAsync(task.Task, stop), stop);
        }
    }

    private void StartSaves(CancellationToken stop)
    {
        var full = new HashSet<string>(StringComparer.Ordinal);
        foreach (var task in _followed.Due(saving: true))
        {
            var host = HostOf(task.Task);
            if (full.Contains(host))
                continue;
            if (_saves.TryEnter(host) is { } slot)
                Start(task, () => SaveAsync(task.Task, slot, stop), stop);
            else
                full.Add(host);
        }
    }

    private async Task<StepResult> SaveAsync(VideoTask task, DownloadSlot slot, CancellationToken stop)
    {
        using (slot)
            return await _steps.SaveAsync(task, slot, stop).ConfigureAwait(false);
    }

    /// <summary>The host of the first missing file. A task without links is asked for them first.</summary>
    private static string HostOf(VideoTask task)
    {
        var index = Enumerable.Range(0, task.OutputLinks.Count).FirstOrDefault(index => task.Files.All(file => file.Index != index));
        return index < task.OutputLinks.Count && Uri.TryCreate(task.OutputLinks[index], UriKind.Absolute, out var link) ? link.Authority : "";
    }

    private void Start(FollowedTask followed, Func<Task<StepResult>> step, CancellationToken stop) => _followed.Begin(followed, Task.Run(async () =>
    {
        var result = await TryAsync(followed.Task, step, stop).ConfigureAwait(false);
        _ended.Enqueue((followed, result));
        Signal();
    }, CancellationToken.None));

    private async Task<StepResult> TryAsync(VideoTask task, Func<Task<StepResult>> step, CancellationToken stop)
    {
        try
        {
            return await step().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The row keeps what is left to do.
            return new StepResult(task, TimeSpan.Zero);
        }
        catch (TaskStoreUnavailableException error)
        {
            TaskLog.LedgerUnavailable(_logger, error.Message);
            return new StepResult(task, TaskScan.Interval);
        }
        catch (Exception error)
        {
            // An error of one task must not end the loop.
            TaskLog.StepFailed(_logger, error, task.Handle);
            return new StepResult(task, ErrorWait);
        }
    }

    private void Signal()
    {
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // One pending signal is enough.
        }
        catch (ObjectDisposedException)
        {
            // A step that ignored the stop has ended.
        }
    }

    private async Task WaitAsync(TimeSpan timeout, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(timeout > TimeSpan.FromMilliseconds(1) ? timeout : TimeSpan.FromMilliseconds(1), _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            await _signal.WaitAsync(linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The time is up, or the poller stops.
        }
    }

    private static TimeSpan Shortest(params ReadOnlySpan<TimeSpan?> waits)
    {
        var shortest = TaskScan.Interval;
        foreach (var wait in waits)
            shortest = wait < shortest ? wait.Value : shortest;
        return shortest;
    }
}
