using System.Collections.Concurrent;
using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Store;
using Microsoft.Extensions.Logging;

namespace CometRunway.Tasks.Polling;

/// <summary>
/// Polls the unfinished tasks of this address and saves their files: one loop per process, one poller per task across processes by a lease in the store.
/// Callers never poll; they wait for the store to change.
/// </summary>
/// <remarks>
/// It follows the tasks of the default caller's key, whichever caller's they are, those of every other key that this process has used, and those that
/// the known callers created with other keys. Keys are kept in memory only: after a restart, the tasks of another caller are followed again as soon as
/// that caller makes a call.
/// </remarks>
internal sealed class VideoTaskPoller : IVideoTaskPoller, IDisposable
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ScanInterval = TimeSpan.FromSeconds(5);

    /// <summary>Shorter, so that a process that has the key of the task does not wait long.</summary>
    private static readonly TimeSpan OtherKeyLeaseTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DisposeTimeout = TimeSpan.FromSeconds(5);
    private const int MaxConcurrentReads = 4;
    private const int MaxConcurrentSaves = 3;

    private readonly ITaskStore _store;
    private readonly AccountKeys _accounts;
    private readonly TaskProcessor _step;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly SemaphoreSlim _reads = new(MaxConcurrentReads);
    private readonly SemaphoreSlim _saves = new(MaxConcurrentSaves);
    private readonly ConcurrentDictionary<string, Task> _busy = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _leasedElsewhereUntil = new(StringComparer.Ordinal);
    private readonly DefaultAccount _defaultAccount;
    private readonly Lock _starting = new();
    private Task? _loop;

    public VideoTaskPoller(ITaskStore store, AccountKeys accounts, TaskProcessor step, TimeProvider time, ILogger<VideoTaskPoller> logger)
    {
        _store = store;
        _accounts = accounts;
        _step = step;
        _time = time;
        _logger = new SafeLogger(logger);
        _defaultAccount = new DefaultAccount(accounts, Wake, time, _logger);
    }

    /// <inheritdoc/>
    public void Start()
    {
        lock (_starting)
        {
            if (_stop.IsCancellationRequested || _loop is not null)
                return;
            // The loop outlives the call that started it, so it must not keep that caller's trace or identity.
            using (ExecutionContext.SuppressFlow())
                _loop = Task.Run(LoopAsync);
        }
    }

    /// <inheritdoc/>
    public void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // One pending signal is enough.
        }
    }

    /// <summary>Stops at once. Other processes may take its tasks from then on.</summary>
    public async ValueTask DisposeAsync()
    {
        Task? loop;
        lock (_starting)
        {
            if (_stop.IsCancellationRequested)
                return;
            _stop.Cancel();
            loop = _loop;
        }

        if (loop is null)
            return;
        // A store or key provider of the app may hang, so the wait is limited.
        await loop.WaitAsync(DisposeTimeout, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // A video store of the app may ignore the token, so the wait is limited.
        await Task.WhenAll(_busy.Values).WaitAsync(DisposeTimeout, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>For containers that are disposed of synchronously. A read or download in progress is cancelled, which takes a moment.</summary>
    public void Dispose()
    {
        // The loop and its steps run on the thread pool without the caller's synchronisation context, so this cannot deadlock.
        var end = DisposeAsync().AsTask();
        end.Wait(DisposeTimeout);
    }

    private async Task LoopAsync()
    {
        var clock = new ClockRollbackDetector(_time);
        while (!_stop.IsCancellationRequested)
        {
            var wait = ScanInterval;
            try
            {
                var setBack = clock.SetBack();
                if (setBack > TimeSpan.Zero)
                    _leasedElsewhereUntil.Clear();
                _defaultAccount.Refresh(_stop.Token);
                foreach (var account in _accounts.Accounts)
                {
                    // A store that hangs or waits for a lock does not delay the stop.
                    var next = await Task.Run(() => TryScanAsync(account, setBack)).WaitAsync(_stop.Token).ConfigureAwait(false);
                    wait = next < wait ? next : wait;
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                // No error may end the loop: paid tasks must be followed.
                TaskLog.LoopFailed(_logger, error);
            }

            await WaitAsync(wait).ConfigureAwait(false);
        }
    }

    /// <summary>An error of one account does not keep the others from being polled.</summary>
    private async Task<TimeSpan> TryScanAsync(AccountScope account, TimeSpan setBack)
    {
        try
        {
            return await ScanAsync(account, setBack).ConfigureAwait(false);
        }
        catch (TaskStoreUnavailableException error)
        {
            TaskLog.LedgerUnavailable(_logger, error.Message);
        }
        catch (Exception error)
        {
            if (!_stop.IsCancellationRequested)
                TaskLog.LoopFailed(_logger, error);
        }

        return ScanInterval;
    }

    private async Task<TimeSpan> ScanAsync(AccountScope account, TimeSpan setBack)
    {
        if (setBack > TimeSpan.Zero)
            await _store.ShiftPollTimesAsync(account, setBack).ConfigureAwait(false);
        await _store.ResolveOrphanedSubmissionsAsync(account).ConfigureAwait(false);
        return StartWhatIsDue(await _store.GetUnfinishedAsync(account, _stop.Token).ConfigureAwait(false));
    }

    /// <summary>Starts the steps that are due and returns the time until the next one.</summary>
    private TimeSpan StartWhatIsDue(IReadOnlyList<VideoTask> unfinished)
    {
        var now = _time.GetUtcNow();
        var next = now + ScanInterval;
        foreach (var task in unfinished.OrderBy(e => e.NextPollAt ?? DateTimeOffset.MinValue))
        {
            if (_busy.ContainsKey(task.Handle))
                continue;
            var due = DueAt(task);
            if (due <= now)
                TryStartStep(task, TaskProcessor.IsSaving(task) ? _saves : _reads);
            else if (due > now && due < next)
                next = due;
        }

        return next - now;
    }

    private DateTimeOffset DueAt(VideoTask task)
    {
        var due = _step.DueAt(task);
        return _leasedElsewhereUntil.TryGetValue(task.Handle, out var others) && others > due ? others : due;
    }

    /// <summary>Does not wait when all slots are taken: the loop retries when a step ends.</summary>
    private void TryStartStep(VideoTask task, SemaphoreSlim slots)
    {
        if (!slots.Wait(0))
            return;
        var started = new TaskCompletionSource();
        _busy[task.Handle] = started.Task;
        _ = Task.Run(async () =>
        {
            try
            {
                await StepAsync(task).ConfigureAwait(false);
            }
            finally
            {
                _busy.TryRemove(task.Handle, out _);
                slots.Release();
                started.SetResult();
                if (!_stop.IsCancellationRequested)
                    Wake();
            }
        });
    }

    private async Task StepAsync(VideoTask task)
    {
        try
        {
            var leaseTime = TaskProcessor.IsSaving(task) || _accounts.HasOwn(task) ? LeaseTime : OtherKeyLeaseTime;
            if (!await _store.TryLeaseAsync(task.Handle, leaseTime).ConfigureAwait(false))
            {
                _leasedElsewhereUntil[task.Handle] = _time.GetUtcNow() + ScanInterval;
                return;
            }

            _leasedElsewhereUntil.TryRemove(task.Handle, out _);
            try
            {
                // The listed row may be out of date: another process may have continued the task.
                var current = await _store.GetAsync(task.Handle, _stop.Token).ConfigureAwait(false);
                if (current is null)
                    _leasedElsewhereUntil[task.Handle] = _time.GetUtcNow() + ScanInterval;
                else if (TaskProcessor.IsSaving(current) == TaskProcessor.IsSaving(task) && current.NeedsWork)
                    await TakeAsync(current).ConfigureAwait(false);
            }
            finally
            {
                await _store.ReleaseLeaseAsync(task.Handle).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The row keeps what is left to do.
        }
        catch (TaskStoreUnavailableException error)
        {
            _leasedElsewhereUntil[task.Handle] = _time.GetUtcNow() + ScanInterval;
            TaskLog.LedgerUnavailable(_logger, error.Message);
        }
        catch (Exception error)
        {
            // An error of one task must not end the loop.
            _leasedElsewhereUntil[task.Handle] = _time.GetUtcNow() + LeaseTime;
            TaskLog.StepFailed(_logger, error, task.Handle);
        }
    }

    private async Task TakeAsync(VideoTask task)
    {
        if (await _step.TakeAsync(task, RenewAsync, _stop.Token).ConfigureAwait(false) is { } wait)
            await _store.ScheduleNextPollAsync(task.Handle, _time.GetUtcNow() + wait).ConfigureAwait(false);

        async ValueTask RenewAsync() => await _store.TryLeaseAsync(task.Handle, LeaseTime).ConfigureAwait(false);
    }

    private async Task WaitAsync(TimeSpan timeout)
    {
        using var limit = new CancellationTokenSource(timeout > TimeSpan.FromMilliseconds(10) ? timeout : TimeSpan.FromMilliseconds(10), _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stop.Token);
        try
        {
            await _wake.WaitAsync(linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The time is up, or the poller stops.
        }
    }
}
