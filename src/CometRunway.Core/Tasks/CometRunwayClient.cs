using CometRunway.Callers;
using CometRunway.Errors;
using CometRunway.Requests;
using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>
/// Images to videos for C# callers, typed from end to end: look at a request, pay for it once, wait for the file, open it. It stands on the
/// same rules, store and poller as the functions that models call. Registered by <c>AddCometRunway()</c>; safe for many threads.
/// </summary>
public sealed class CometRunwayClient
{
    private readonly RequestPreparation _preparation;
    private readonly VideoTaskService _tasks;
    private readonly TaskCancellation _cancellation;
    private readonly CallerResolver _caller;

    internal CometRunwayClient(RequestPreparation preparation, VideoTaskService tasks, TaskCancellation cancellation, CallerResolver caller)
    {
        _caller = caller;
        _preparation = preparation;
        _tasks = tasks;
        _cancellation = cancellation;
    }

    /// <summary>How long waiting takes when nothing else is said: 15 minutes.</summary>
    public static readonly TimeSpan DefaultWait = TimeSpan.FromMinutes(15);

    /// <summary>The user of the app whose tasks these are now, by <see cref="ICallerContext"/> or <see cref="ForCaller"/>; null when the app has only one.</summary>
    public string? CallerId => _caller.CallerId;

    /// <summary>
    /// The client of one user of the app: only their tasks are found and listed, and duplicates and limits count for them alone. Cheap; make
    /// one whenever it is needed.
    /// </summary>
    /// <param name="callerId">Any text that names the user; it is hashed, never stored and never sent.</param>
    public CometRunwayClient ForCaller(string callerId) => new(_preparation, _tasks, _cancellation, _caller.ForCaller(callerId));

    /// <summary>Looks at a request: reads the image, chooses what was left open, asks every rule, estimates the price. Creates nothing.</summary>
    public Task<PreparedRequest> ValidateAsync(VideoRequest request, CancellationToken cancellationToken = default) =>
        _preparation.PrepareAsync(request, CallerId, cancellationToken);

    /// <summary>Looks at a request and creates its task, which costs money. See <see cref="CreateAsync(PreparedRequest, bool, CancellationToken)"/>.</summary>
    /// <exception cref="InvalidVideoRequestException">Rules are broken; nothing was sent.</exception>
    public async Task<CreateVideoResult> CreateAsync(VideoRequest request, bool newTake = false, CancellationToken cancellationToken = default) =>
        await CreateAsync(await ValidateAsync(request, cancellationToken).ConfigureAwait(false), newTake, cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Creates the task of a request that was looked at, which costs money. It is sent at most once, and cancelling ends only the waiting for
    /// the answer. An equal request of the last minutes is answered with its task, unless <paramref name="newTake"/> asks for another.
    /// </summary>
    /// <exception cref="InvalidVideoRequestException">Rules are broken; nothing was sent.</exception>
    /// <exception cref="BudgetReachedException">The user's limit is reached; nothing was sent.</exception>
    /// <exception cref="VideoOutcomeUnknownException">No answer arrived, or an earlier equal request got none.</exception>
    /// <exception cref="NotConfiguredException">There is no key; nothing was sent.</exception>
    /// <exception cref="CometApiException">The service refused it; nothing was charged.</exception>
    /// <exception cref="CometRunwayConnectionException">The service was never reached; nothing was sent.</exception>
    /// <exception cref="TaskStoreUnavailableException">The row could not be written, so nothing was sent.</exception>
    /// <exception cref="AppStoppingException">The app is stopping, so nothing was sent.</exception>
    public async Task<CreateVideoResult> CreateAsync(PreparedRequest request, bool newTake = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.HasErrors)
            throw new InvalidVideoRequestException(request);
        var caller = await _caller.GetAsync(cancellationToken).ConfigureAwait(false);
        return await _tasks.CreateAsync(caller, request, newTake, cancellationToken).ConfigureAwait(false) switch
        {
            CreateResult.Created c => new(c.Entry, IsNew: true, request),
            CreateResult.Pending u => new(u.Entry, IsNew: true, request),
            CreateResult.Duplicate d => new(d.Earlier, IsNew: false, request),
            CreateResult.Rejected r => throw r.Error,
            CreateResult.OutcomeUnknown u => throw new VideoOutcomeUnknownException(u.Entry, isEarlier: false, u.Error),
            CreateResult.BlockedByUnknown u => throw new VideoOutcomeUnknownException(u.Earlier, isEarlier: true),
            CreateResult.OverBudget o => throw new BudgetReachedException(o.Refusal),
            _ => throw new InvalidOperationException("Unknown create result."),
        };
    }

    /// <summary>Waits until the task's files are saved. Reads only; the task and its saving go on by themselves whatever becomes of the wait.</summary>
    /// <param name="handleOrId">The task's handle or id, or the beginning of one.</param>
    /// <param name="progress">Told of every change, and every few seconds between.</param>
    /// <param name="atMost">How long to wait; null is <see cref="DefaultWait"/>.</param>
    /// <param name="cancellationToken">Ends the waiting, and nothing else.</param>
    /// <exception cref="VideoTaskFailedException">It ended without a video.</exception>
    /// <exception cref="VideoTaskTimeoutException">It was not saved in that time.</exception>
    /// <exception cref="VideoOutcomeUnknownException">Nobody can tell whether it exists.</exception>
    /// <exception cref="KeyNotFoundException">This caller has no such task.</exception>
    public async Task<FinishedVideo> WaitAsync(
        string handleOrId, IProgress<VideoProgress>? progress = null, TimeSpan? atMost = null, CancellationToken cancellationToken = default)
    {
        var wait = atMost ?? DefaultWait;
        var task = await FindAsync(handleOrId, cancellationToken).ConfigureAwait(false);
        task = await _tasks.WaitAsync(task, IsOver, wait, progress, cancellationToken).ConfigureAwait(false);
        return task.State switch
        {
            VideoTaskState.Succeeded when !task.HasFilesMissing => FinishedVideo.Of(task),
            VideoTaskState.Failed or VideoTaskState.Cancelled or VideoTaskState.Rejected or VideoTaskState.NotFound => throw new VideoTaskFailedException(task),
            VideoTaskState.Unknown => throw new VideoOutcomeUnknownException(task, isEarlier: false),
            _ => throw new VideoTaskTimeoutException(task, wait),
        };
    }

    /// <summary>Creates and waits, in one call.</summary>
    /// <inheritdoc cref="CreateAsync(VideoRequest, bool, CancellationToken)"/>
    /// <inheritdoc cref="WaitAsync"/>
    public async Task<FinishedVideo> CreateAndWaitAsync(VideoRequest request, IProgress<VideoProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var created = await CreateAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
        return await WaitAsync(created.Task.Handle, progress, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a saved file for reading, after waiting for it like <see cref="WaitAsync"/>. Dispose the stream.</summary>
    /// <exception cref="FileNotFoundException">It was saved, and somebody has moved or deleted it since.</exception>
    /// <inheritdoc cref="WaitAsync"/>
    public async Task<Stream> OpenVideoAsync(string handleOrId, int index = 0, CancellationToken cancellationToken = default)
    {
        var video = await WaitAsync(handleOrId, cancellationToken: cancellationToken).ConfigureAwait(false);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, video.Files.Count);
        return await _tasks.OpenVideoAsync(video.Files[index].Path, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The one task of a handle, an id, or the beginning of either.</summary>
    /// <exception cref="KeyNotFoundException">This caller has none, or several that begin like it; the message names the nearest.</exception>
    public async Task<VideoTask> FindAsync(string handleOrId, CancellationToken cancellationToken = default) =>
        await FindAsync(await _caller.GetAsync(cancellationToken).ConfigureAwait(false), handleOrId, cancellationToken).ConfigureAwait(false);

    /// <summary>Earlier and running tasks of this caller, newest first; from the store alone, so it works offline and after a restart.</summary>
    public async Task<TaskPage> ListAsync(TaskQuery? query = null, CancellationToken cancellationToken = default) =>
        await _tasks.ListAsync(await _caller.GetAsync(cancellationToken).ConfigureAwait(false), query ?? new TaskQuery(), cancellationToken).ConfigureAwait(false);

    /// <summary>What this caller used today and this month, and what is left of the limits.</summary>
    public async Task<UsageTotals> GetUsageAsync(CancellationToken cancellationToken = default) =>
        await _tasks.GetUsageAsync(await _caller.GetAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>Stops a running task. A finished one is left alone, because upstream the same call would delete the paid video.</summary>
    /// <exception cref="KeyNotFoundException">This caller has no such task.</exception>
    /// <exception cref="CometRunwayException">The state could not be read, or the cancellation got no usable answer.</exception>
    public async Task<CancelResult> CancelAsync(string handleOrId, CancellationToken cancellationToken = default)
    {
        var caller = await _caller.GetAsync(cancellationToken).ConfigureAwait(false);
        var task = await FindAsync(caller, handleOrId, cancellationToken).ConfigureAwait(false);
        return await _cancellation.CancelAsync(caller, task, cancellationToken).ConfigureAwait(false);
    }

    private async Task<VideoTask> FindAsync(Caller caller, string handleOrId, CancellationToken cancellationToken) =>
        await _tasks.FindAsync(caller, handleOrId, cancellationToken).ConfigureAwait(false) switch
        {
            FindOutcome.Found found => found.Entry,
            FindOutcome.Ambiguous several => throw new KeyNotFoundException($"\"{handleOrId}\" fits several tasks: {Handles(several.Entries)}."),
            FindOutcome.NotFound { Nearest.Count: > 0 } none => throw new KeyNotFoundException($"There is no task \"{handleOrId}\"; the nearest are {Handles(none.Nearest)}."),
            _ => throw new KeyNotFoundException($"There is no task \"{handleOrId}\"."),
        };

    /// <summary>A file that could not be saved yet is tried again, so only an end without a video, or all the files, end the wait.</summary>
    private static bool IsOver(VideoTask task) => task.IsWaitComplete() && !task.HasFilesMissing;

    private static string Handles(IReadOnlyList<VideoTask> tasks) => string.Join(", ", tasks.Take(5).Select(t => t.Handle));
}
