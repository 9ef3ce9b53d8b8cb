using CometRunway.Callers;
using CometRunway.Errors;
using CometRunway.Requests;
using CometRunway.Store;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.Tasks;

/// <inheritdoc cref="ICometRunwayClient"/>
public sealed class CometRunwayClient : ICometRunwayClient
{
    private readonly RequestPreparation _preparation;
    private readonly TaskCreator _creator;
    private readonly VideoTaskService _tasks;
    private readonly TaskCancellation _cancellation;
    private readonly CallerResolver _caller;
    private readonly TimeProvider _time;

    internal CometRunwayClient(RequestPreparation preparation, TaskCreator creator, VideoTaskService tasks, TaskCancellation cancellation, CallerResolver caller, TimeProvider time)
    {
        _time = time;
        _caller = caller;
        _creator = creator;
        _preparation = preparation;
        _tasks = tasks;
        _cancellation = cancellation;
    }

    /// <summary>Creates the client from the services of a container.</summary>
    internal static CometRunwayClient Of(IServiceProvider services) => new(
        services.GetRequiredService<RequestPreparation>(),
        services.GetRequiredService<TaskCreator>(),
        services.GetRequiredService<VideoTaskService>(),
        services.GetRequiredService<TaskCancellation>(),
        services.GetRequiredService<CallerResolver>(),
        services.GetRequiredService<TimeProvider>());

    /// <summary>The default timeout of a wait: 15 minutes.</summary>
    public static readonly TimeSpan DefaultWait = TimeSpan.FromMinutes(15);

    /// <inheritdoc/>
    public string? CallerId => _caller.CallerId;

    /// <inheritdoc/>
    public ICometRunwayClient ForCaller(string callerId) => new CometRunwayClient(_preparation, _creator, _tasks, _cancellation, _caller.ForCaller(callerId), _time);

    /// <inheritdoc/>
    public async Task<PreparedRequest> ValidateAsync(VideoRequest request, CancellationToken cancellationToken = default) =>
        await _preparation.PrepareAsync(request, _caller.CallerId, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<CreateVideoResult> CreateAsync(
        VideoRequest request, bool newTake = false, IProgress<VideoTask>? recorded = null, CancellationToken cancellationToken = default)
    {
        // The caller is read once: the image, the key, the limits and the task belong to one user, even if the app's context changes meanwhile.
        var callerId = _caller.CallerId;
        var prepared = await _creator.PrepareAsync(request, callerId, cancellationToken).ConfigureAwait(false);
        return await CreateAsync(callerId, prepared, newTake, recorded, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<CreateVideoResult> CreateAsync(
        PreparedRequest request, bool newTake = false, IProgress<VideoTask>? recorded = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!request.IsChecked)
            throw new ArgumentException($"Only a request that {nameof(ValidateAsync)} returned can be created; this one was made for a test.", nameof(request));
        return await CreateAsync(_caller.CallerId, request, newTake, recorded, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<FinishedVideo> WaitAsync(
        string handleOrId, IProgress<VideoProgress>? progress = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var wait = timeout ?? DefaultWait;
        if (wait < TimeSpan.Zero && wait != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(timeout), wait, "A timeout must not be negative, except Timeout.InfiniteTimeSpan.");
        var found = await FindAsync(handleOrId, cancellationToken).ConfigureAwait(false);
        return await WaitAsync(found, progress, wait, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<FinishedVideo> CreateAndWaitAsync(VideoRequest request, IProgress<VideoProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var created = await CreateAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
        try
        {
            // The wait uses the task object: a search by handle would use the caller that the app's context names now.
            return await WaitAsync(created.Task, progress, DefaultWait, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (cancellationToken.IsCancellationRequested)
        {
            throw new CreateCancelledException(created.Task, cancellationToken, error);
        }
        catch (Exception error) when (error is not VideoTaskException)
        {
            throw new VideoTaskWaitException(created.Task, error);
        }
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenVideoAsync(string handleOrId, int index = 0, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var video = await WaitAsync(handleOrId, cancellationToken: cancellationToken).ConfigureAwait(false);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, video.Files.Count);
        return await _tasks.OpenVideoAsync(video.Files[index].Path, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<VideoTask> FindAsync(string handleOrId, CancellationToken cancellationToken = default) =>
        await FindAsync(await _caller.GetAsync(cancellationToken).ConfigureAwait(false), handleOrId, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<TaskPage> ListAsync(TaskQuery? query = null, CancellationToken cancellationToken = default) =>
        await _tasks.ListAsync(await _caller.GetAsync(cancellationToken).ConfigureAwait(false), query ?? new TaskQuery(), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<UsageTotals> GetUsageAsync(CancellationToken cancellationToken = default) =>
        await _tasks.GetUsageAsync(await _caller.GetAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<CancelResult> CancelAsync(string handleOrId, CancellationToken cancellationToken = default)
    {
        var caller = await _caller.GetAsync(cancellationToken).ConfigureAwait(false);
        var task = await FindAsync(caller, handleOrId, cancellationToken).ConfigureAwait(false);
        return await _cancellation.CancelAsync(caller, task, cancellationToken).ConfigureAwait(false);
    }

    private async Task<CreateVideoResult> CreateAsync(string? callerId, PreparedRequest request, bool newTake, IProgress<VideoTask>? recorded, CancellationToken cancellationToken)
    {
        if (request.HasErrors)
            throw new InvalidVideoRequestException(request);
        var options = new CreateOptions { NewTake = newTake, Recorded = recorded };
        var caller = await _caller.GetAsync(callerId, cancellationToken).ConfigureAwait(false);
        var result = await _creator.CreateAsync(caller, request, options, cancellationToken).ConfigureAwait(false);
        // The one place where a result becomes an exception.
        return result switch
        {
            CreateResult.Created c => Result(c.Task, isNew: true),
            CreateResult.Pending u => Result(u.Task, isNew: true),
            CreateResult.Repeated { Earlier: { State: VideoTaskState.Unknown } unknown } => throw new VideoOutcomeUnknownException(unknown, isEarlier: true),
            CreateResult.Repeated r => Result(r.Earlier, isNew: false),
            CreateResult.Duplicate d => Result(d.Earlier, isNew: false),
            CreateResult.RequestIdConflict c => throw new RequestIdConflictException(c.Earlier),
            CreateResult.NotSent n => throw n.Error,
            CreateResult.Rejected r => throw r.Error,
            CreateResult.OutcomeUnknown u => throw new VideoOutcomeUnknownException(u.Task, isEarlier: false, u.Error),
            CreateResult.BlockedByUnknown u => throw new VideoOutcomeUnknownException(u.Earlier, isEarlier: true),
            CreateResult.OverBudget o => throw new BudgetReachedException(o.Refusal, o.Refusal.RetryAfter(_time.GetUtcNow())),
            _ => throw new InvalidOperationException("Unknown create result."),
        };

        CreateVideoResult Result(VideoTask task, bool isNew) => new(task, isNew) { Limits = result.Limits, Request = request };
    }

    /// <summary>Waits for a task that was found or created, after a check that its saved files are still there.</summary>
    private async Task<FinishedVideo> WaitAsync(VideoTask found, IProgress<VideoProgress>? progress, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var known = await _tasks.CheckSavedFilesAsync(found, cancellationToken).ConfigureAwait(false);
        var task = await _tasks.WaitAsync(known, IsOver, timeout, progress, cancellationToken).ConfigureAwait(false);
        return task.State switch
        {
            VideoTaskState.Succeeded when !task.HasFilesMissing => FinishedVideo.Of(task),
            VideoTaskState.Failed or VideoTaskState.Cancelled or VideoTaskState.Rejected or VideoTaskState.NotFound => throw new VideoTaskFailedException(task),
            VideoTaskState.Unknown => throw new VideoOutcomeUnknownException(task, isEarlier: false),
            _ when _tasks.IsStopping => throw VideoTaskWaitException.AppIsStopping(task),
            _ => throw new VideoTaskTimeoutException(task, timeout),
        };
    }

    private async Task<VideoTask> FindAsync(Caller caller, string handleOrId, CancellationToken cancellationToken) =>
        await _tasks.FindAsync(caller, handleOrId, cancellationToken).ConfigureAwait(false) switch
        {
            FindOutcome.Found found => found.Task,
            FindOutcome.Ambiguous several => throw new VideoTaskNotFoundException($"\"{handleOrId}\" fits several tasks: {Handles(several.Tasks)}."),
            FindOutcome.NotFound { Nearest.Count: > 0 } none => throw new VideoTaskNotFoundException($"There is no task \"{handleOrId}\"; the nearest are {Handles(none.Nearest)}."),
            _ => throw new VideoTaskNotFoundException($"There is no task \"{handleOrId}\"."),
        };

    /// <summary>Saving is retried, so only a task that ended without a video, or all saved files, end the wait.</summary>
    private static bool IsOver(VideoTask task) => task.IsWaitComplete() && !task.HasFilesMissing;

    private static string Handles(IReadOnlyList<VideoTask> tasks) => string.Join(", ", tasks.Take(5).Select(t => t.Handle));
}
