using CometRunway.Callers;
using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Options;
using CometRunway.Store;
using CometRunway.Tasks.Polling;
using CometRunway.Videos;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Tasks;

/// <summary>Finds, lists and waits for the tasks of every caller. The poller works in the background; callers only read the store and wait for it to change.</summary>
internal sealed class VideoTaskService(
    ITaskStore store,
    AccountKeys accounts,
    IVideoTaskPoller poller,
    InFlightCreates creates,
    TaskTelemetry telemetry,
    IVideoStore videos,
    IOptions<CometRunwayOptions> options,
    TimeProvider time,
    ILogger<VideoTaskService> logger)
{
    /// <summary>How long a caller waits for the video store to check or locate a file.</summary>
    private static readonly TimeSpan StoreTimeout = TimeSpan.FromSeconds(5);

    /// <summary>No timer of the runtime is longer. A longer wait has no limit.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly ILogger _logger = new SafeLogger(logger);

    /// <inheritdoc cref="ITaskStore.Notice"/>
    public string? Notice => store.Notice;

    /// <summary>True when the app stops: nothing is followed any more, so waits end at once.</summary>
    public bool IsStopping => creates.Stopping.IsCancellationRequested;

    /// <summary>The task by handle, id or unique prefix, as the store knows it.</summary>
    /// <exception cref="TaskStoreUnavailableException">The store failed.</exception>
    public async ValueTask<FindOutcome> FindAsync(Caller caller, string handleOrId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(handleOrId);
        poller.Start();
        var found = await StoreFault.GuardAsync(
            async () => await store.FindAsync(await accounts.GetScopeAsync(caller, cancellationToken).ConfigureAwait(false), handleOrId, cancellationToken).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        return found is FindOutcome.Found({ } task) ? new FindOutcome.Found(accounts.Mark(task)) : found;
    }

    /// <summary>The newest unfinished task, or the newest task; null when there is none.</summary>
    public async ValueTask<VideoTask?> GetLatestAsync(Caller caller, CancellationToken cancellationToken = default) =>
        await store.GetLatestAsync(await FollowedAsync(caller, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false) is { } task
            ? accounts.Mark(task)
            : null;

    /// <summary>Earlier and running tasks, newest first; read from the store only, so it works offline and after a restart.</summary>
    public async ValueTask<TaskPage> ListAsync(Caller caller, TaskQuery query, CancellationToken cancellationToken = default)
    {
        var page = await store.ListAsync(await FollowedAsync(caller, cancellationToken).ConfigureAwait(false), query, cancellationToken).ConfigureAwait(false);
        return page with { Tasks = [.. page.Tasks.Select(accounts.Mark)] };
    }

    /// <summary>The usage of today and this month, and the state of the limits.</summary>
    public async ValueTask<UsageTotals> GetUsageAsync(Caller caller, CancellationToken cancellationToken = default) =>
        await store.GetTotalsAsync(await accounts.GetScopeAsync(caller, cancellationToken).ConfigureAwait(false), BudgetLimits.Of(options.Value), cancellationToken).ConfigureAwait(false);

    /// <summary>The typical duration of this caller's similar tasks; null when too few are known.</summary>
    public ValueTask<TimeSpan?> GetTypicalDurationAsync(VideoTask task, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(task);
        return store.GetTypicalDurationAsync(task.Scope, task.Settings.Model ?? "", task.Settings.Duration, cancellationToken);
    }

    /// <summary>Waits until the wait is complete (<see cref="VideoTaskStates.IsWaitComplete"/>), the timeout is over or the app stops, and returns the task as it is then. Changes nothing.</summary>
    /// <param name="task">The task as last seen.</param>
    /// <param name="timeout">How long to wait; <see cref="Timeout.InfiniteTimeSpan"/>, or more than timers can measure, sets no limit.</param>
    /// <param name="progress">Receives every change, a report every few seconds in between, and the end. If it throws, the wait continues.</param>
    /// <param name="cancellationToken">Ends only the wait.</param>
    /// <exception cref="TaskStoreUnavailableException">The store failed.</exception>
    /// <exception cref="ObjectDisposedException">The container was disposed of.</exception>
    public Task<VideoTask> WaitAsync(VideoTask task, TimeSpan timeout, IProgress<VideoProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(task);
        // A problem that the caller knows already does not end the wait; the result of the next attempt does.
        var known = task.HasFilesMissing && task.FileProblem is not null ? task.Revision : -1;
        return WaitAsync(task, seen => seen.IsWaitComplete() && seen.Revision != known, timeout, progress, cancellationToken);
    }

    internal async Task<VideoTask> WaitAsync(VideoTask task, Func<VideoTask, bool> isEnough, TimeSpan timeout, IProgress<VideoProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(task);
        poller.Start();
        using var span = telemetry.Wait(task);
        using var deadline = new CancellationTokenSource(timeout < LongestTimer ? timeout : Timeout.InfiniteTimeSpan, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, creates.Stopping, cancellationToken);
        try
        {
            var typical = progress is null ? null : await GetTypicalDurationAsync(task, cancellationToken).ConfigureAwait(false);
            var reporter = new WaitReporter(progress, typical, time, _logger);
            await using var ended = reporter.ConfigureAwait(false);
            while (!isEnough(task))
            {
                reporter.Report(task);
                task = await store.WaitForChangeAsync(task.Handle, task.Revision, linked.Token).ConfigureAwait(false) ?? throw StoreFault.Empty();
            }

            reporter.End(task);
        }
        catch (OperationCanceledException) when ((deadline.IsCancellationRequested || IsStopping) && !cancellationToken.IsCancellationRequested)
        {
            // The time is up: return the task as it is now.
        }
        catch (ObjectDisposedException) when (IsStopping)
        {
            // The container is being disposed of, which ends the wait in the same way.
        }
        catch (Exception error) when (StoreFault.Is(error, cancellationToken))
        {
            throw StoreFault.Of(error);
        }

        span.End(task);
        return accounts.Mark(task);
    }

    /// <summary>Checks whether a finished task's files still exist. Missing files are downloaded again while the service has them.</summary>
    /// <returns>The task as it is now, without the files that are missing.</returns>
    /// <exception cref="TaskStoreUnavailableException">The task store failed.</exception>
    public async Task<VideoTask> CheckSavedFilesAsync(VideoTask task, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(task);
        var gone = new List<SavedFile>();
        foreach (var file in task.Files)
        {
            if (!await MayExistAsync(file, cancellationToken).ConfigureAwait(false))
                gone.Add(file);
        }

        foreach (var file in gone)
        {
            var problem = $"The saved file was moved or deleted: {file.Path}. It is downloaded again if the service still has it.";
            var handle = task.Handle;
            task = await StoreFault.GuardAsync(() => store.ApplyAsync(handle, new TaskUpdate.FileMissing(file.Index, problem)), cancellationToken).ConfigureAwait(false);
        }

        if (gone.Count > 0)
            poller.Wake();
        return accounts.Mark(task);
    }

    /// <summary>The same task with the addresses of its files for the user; for a reply, not for the store.</summary>
    public async Task<VideoTask> WithAddressesAsync(VideoTask task, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(task);
        var files = new List<SavedFile>();
        foreach (var file in task.Files)
            files.Add(file with { Path = await AddressAsync(file, cancellationToken).ConfigureAwait(false) });
        return task with { Files = files };
    }

    /// <inheritdoc cref="IVideoStore.OpenReadAsync"/>
    public Task<Stream> OpenVideoAsync(string location, CancellationToken cancellationToken) => videos.OpenReadAsync(location, cancellationToken);

    /// <summary>A store that fails or does not respond has not lost the file.</summary>
    private async Task<bool> MayExistAsync(SavedFile file, CancellationToken cancellationToken)
    {
        try
        {
            return await videos.ExistsAsync(file.Path, cancellationToken).WaitAsync(StoreTimeout, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            TaskLog.StoreDidNotAnswer(_logger, file.Path, error.Message);
            return true;
        }
    }

    private async Task<string> AddressAsync(SavedFile file, CancellationToken cancellationToken)
    {
        try
        {
            return await videos.GetAddressAsync(file.Path, cancellationToken).AsTask().WaitAsync(StoreTimeout, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            TaskLog.StoreDidNotAnswer(_logger, file.Path, error.Message);
            return file.Path;
        }
    }

    /// <summary>The caller's scope. Also starts the poller: without a host, the first use of tasks starts it.</summary>
    private ValueTask<TaskScope> FollowedAsync(Caller caller, CancellationToken cancellationToken)
    {
        poller.Start();
        return accounts.GetScopeAsync(caller, cancellationToken);
    }
}
