using CometRunway.Errors;
using CometRunway.Requests;
using CometRunway.Store;

namespace CometRunway.Tasks;

/// <inheritdoc cref="ICometRunwayClient"/>
public sealed class CometRunwayClient : ICometRunwayClient
{
    private readonly RequestPreparation _preparation;
    private readonly VideoTaskService _tasks;
    private readonly TaskCancellation _cancellation;

    internal CometRunwayClient(RequestPreparation preparation, VideoTaskService tasks, TaskCancellation cancellation)
    {
        _preparation = preparation;
        _tasks = tasks;
        _cancellation = cancellation;
    }

    /// <summary>How long waiting takes when nothing else is said: 15 minutes.</summary>
    public static readonly TimeSpan DefaultWait = TimeSpan.FromMinutes(15);

    /// <inheritdoc cref="VideoTaskService.CallerId"/>
    public string? CallerId => _tasks.CallerId;

    /// <summary>
    /// The client of one user of the app: only their tasks are found and listed, and duplicates and limits count for them alone. Cheap; make
    /// one whenever it is needed.
    /// </summary>
    /// <param name="callerId">Any text that names the user; it is hashed, never stored and never sent.</param>
    public CometRunwayClient ForCaller(string callerId) => new(_preparation, _tasks.ForCaller(callerId), _cancellation);

    /// <inheritdoc/>
    public Task<PreparedRequest> ValidateAsync(VideoRequest request, CancellationToken cancellationToken = default) =>
        _preparation.PrepareAsync(request, cancellationToken);

    /// <inheritdoc/>
    public async Task<CreateVideoResult> CreateAsync(
        VideoRequest request, bool newTake = false, IProgress<VideoTask>? recorded = null, CancellationToken cancellationToken = default) =>
        await CreateAsync(await ValidateAsync(request, cancellationToken).ConfigureAwait(false), newTake, recorded, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<CreateVideoResult> CreateAsync(
        PreparedRequest request, bool newTake = false, IProgress<VideoTask>? recorded = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.HasErrors)
            throw new InvalidVideoRequestException(request);
        var options = new CreateOptions { NewTake = newTake, Recorded = recorded };
        // The one place where a result becomes an exception.
        return await _tasks.CreateAsync(request, options, cancellationToken).ConfigureAwait(false) switch
        {
            CreateResult.Created c => new(c.Entry, IsNew: true) { Request = request },
            CreateResult.Pending u => new(u.Entry, IsNew: true) { Request = request },
            CreateResult.Duplicate d => new(d.Earlier, IsNew: false) { Request = request },
            CreateResult.NotSent n => throw n.Error,
            CreateResult.Rejected r => throw r.Error,
            CreateResult.OutcomeUnknown u => throw new VideoOutcomeUnknownException(u.Entry, isEarlier: false, u.Error),
            CreateResult.BlockedByUnknown u => throw new VideoOutcomeUnknownException(u.Earlier, isEarlier: true),
            CreateResult.OverBudget o => throw new BudgetReachedException(o.Refusal),
            _ => throw new InvalidOperationException("Unknown create result."),
        };
    }

    /// <inheritdoc/>
    public async Task<FinishedVideo> WaitAsync(
        string handleOrId, IProgress<VideoProgress>? progress = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var wait = timeout ?? DefaultWait;
        var found = await FindAsync(handleOrId, cancellationToken).ConfigureAwait(false);
        var task = await _tasks.WaitAsync(found, IsOver, wait, progress, cancellationToken).ConfigureAwait(false);
        return task.State switch
        {
            VideoTaskState.Succeeded when !task.HasFilesMissing => FinishedVideo.Of(task),
            VideoTaskState.Failed or VideoTaskState.Cancelled or VideoTaskState.Rejected or VideoTaskState.NotFound => throw new VideoTaskFailedException(task),
            VideoTaskState.Unknown => throw new VideoOutcomeUnknownException(task, isEarlier: false),
            _ => throw new VideoTaskTimeoutException(task, wait),
        };
    }

    /// <inheritdoc/>
    public async Task<FinishedVideo> CreateAndWaitAsync(VideoRequest request, IProgress<VideoProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var created = await CreateAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
        return await WaitAsync(created.Task.Handle, progress, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenVideoAsync(string handleOrId, int index = 0, CancellationToken cancellationToken = default)
    {
        var video = await WaitAsync(handleOrId, cancellationToken: cancellationToken).ConfigureAwait(false);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, video.Files.Count);
        return new FileStream(video.Files[index].Path, new FileStreamOptions
        {
            Share = FileShare.Read | FileShare.Delete,
            Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
        });
    }

    /// <inheritdoc/>
    public Task<VideoTask> FindAsync(string handleOrId, CancellationToken cancellationToken = default) => Run(() => Find(handleOrId), cancellationToken);

    /// <inheritdoc/>
    public Task<TaskPage> ListAsync(TaskQuery? query = null, CancellationToken cancellationToken = default) => Run(() => _tasks.List(query ?? new TaskQuery()), cancellationToken);

    /// <inheritdoc/>
    public Task<UsageTotals> TotalsAsync(CancellationToken cancellationToken = default) => Run(_tasks.Totals, cancellationToken);

    /// <inheritdoc/>
    public async Task<CancelResult> CancelAsync(string handleOrId, CancellationToken cancellationToken = default)
    {
        var task = await FindAsync(handleOrId, cancellationToken).ConfigureAwait(false);
        return await _cancellation.CancelAsync(task, cancellationToken).ConfigureAwait(false);
    }

    private VideoTask Find(string handleOrId) => _tasks.Find(handleOrId) switch
    {
        FindOutcome.Found found => found.Entry,
        FindOutcome.Ambiguous several => throw new VideoTaskNotFoundException($"\"{handleOrId}\" fits several tasks: {Handles(several.Entries)}."),
        FindOutcome.NotFound { Nearest.Count: > 0 } none => throw new VideoTaskNotFoundException($"There is no task \"{handleOrId}\"; the nearest are {Handles(none.Nearest)}."),
        _ => throw new VideoTaskNotFoundException($"There is no task \"{handleOrId}\"."),
    };

    /// <summary>The store works synchronously, on a local file: the caller's thread is not held.</summary>
    private static Task<T> Run<T>(Func<T> read, CancellationToken cancellationToken) => Task.Run(read, cancellationToken);

    /// <summary>A file that could not be saved yet is tried again, so only an end without a video, or all the files, end the wait.</summary>
    private static bool IsOver(VideoTask task) => task.IsWaitComplete() && !task.HasFilesMissing;

    private static string Handles(IReadOnlyList<VideoTask> tasks) => string.Join(", ", tasks.Take(5).Select(t => t.Handle));
}
