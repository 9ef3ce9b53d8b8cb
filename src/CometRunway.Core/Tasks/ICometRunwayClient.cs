using CometRunway.Errors;
using CometRunway.Requests;
using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>
/// Creates videos from images for C# callers: checks a request, pays for it once, waits for the file and opens it. It uses the
/// same rules, task store and poller as the functions that models call. Registered by <c>AddCometRunway()</c>; safe for many threads. An app's
/// tests can replace it with a mock: all parameter and result types can be constructed (<see cref="PreparedRequest.ForTests"/>).
/// </summary>
/// <remarks>
/// Each call reads the user from <see cref="Callers.ICallerContext"/> once. If the app's context or key provider fails, every call that needs it throws
/// <see cref="NotConfiguredException"/>, and nothing was sent.
/// </remarks>
public interface ICometRunwayClient
{
    /// <summary>The user of the app whose tasks this client uses, from <see cref="Callers.ICallerContext"/> or <see cref="ForCaller"/>; null when the app has only one.</summary>
    string? CallerId { get; }

    /// <summary>
    /// Returns a client for one user of the app: it finds and lists only their tasks, and duplicates and limits are counted for them only. It is
    /// cheap, so create one whenever it is needed.
    /// </summary>
    /// <param name="callerId">Any text that identifies the user. It is hashed, and never stored or sent.</param>
    ICometRunwayClient ForCaller(string callerId);

    /// <summary>Checks a request: reads the image, chooses defaults, applies every rule and estimates the price. Creates nothing.</summary>
    Task<PreparedRequest> ValidateAsync(VideoRequest request, CancellationToken cancellationToken = default);

    /// <summary>Checks a request and creates its task, which costs money.</summary>
    /// <exception cref="InvalidVideoRequestException">The request violates rules; nothing was sent.</exception>
    /// <inheritdoc cref="CreateAsync(PreparedRequest, bool, IProgress{VideoTask}, CancellationToken)"/>
    Task<CreateVideoResult> CreateAsync(
        VideoRequest request, bool newTake = false, IProgress<VideoTask>? recorded = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Creates the task of a checked request, which costs money. It is sent at most once, and cancellation ends only the wait for
    /// the response. A request with a <see cref="VideoRequest.RequestId"/> that was created before returns that task, whatever its age and state. An equal
    /// request of the last minutes returns its task, unless <paramref name="newTake"/> requests another.
    /// </summary>
    /// <param name="request">The request, as <see cref="ValidateAsync"/> returned it.</param>
    /// <param name="newTake">
    /// Requests another video of a request that was made recently. With a <see cref="VideoRequest.RequestId"/> it needs one that was not used before: a
    /// repeated call is not another take.
    /// </param>
    /// <param name="recorded">
    /// Receives the task, with its handle, when it is recorded and before its request is sent; not called for an earlier equal request. If it
    /// throws, nothing is sent. <see cref="Progress{T}"/> calls back later, on another thread; a custom implementation is called at once.
    /// </param>
    /// <param name="cancellationToken">Ends the wait for the response; before the task is recorded, the whole call.</param>
    /// <exception cref="InvalidVideoRequestException">The request violates rules; nothing was sent.</exception>
    /// <exception cref="RequestIdConflictException">The <see cref="VideoRequest.RequestId"/> belongs to a task of another request; nothing was sent.</exception>
    /// <exception cref="BudgetReachedException">The user's limit is reached; nothing was sent. The exception says when to try again.</exception>
    /// <exception cref="VideoOutcomeUnknownException">No response arrived, or an earlier equal request, or the one with the same request id, received none.</exception>
    /// <exception cref="ArgumentException">The request was made with <see cref="PreparedRequest.ForTests"/>, so no rule was applied to it.</exception>
    /// <exception cref="NotConfiguredException">There is no key, or the app's key provider or caller context failed; nothing was sent.</exception>
    /// <exception cref="CometApiException">The service rejected it; nothing was charged.</exception>
    /// <exception cref="CometRunwayConnectionException">The service was never reached; nothing was sent.</exception>
    /// <exception cref="ImageUploadException">The image could not be turned into a link; nothing was sent.</exception>
    /// <exception cref="TaskStoreUnavailableException">The task could not be recorded, so nothing was sent.</exception>
    /// <exception cref="AppStoppingException">The app is stopping or the container was disposed of, so nothing was sent.</exception>
    /// <exception cref="CreateCancelledException">Cancelled after the task was recorded; the exception contains the task, and its request continues.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before; nothing was sent.</exception>
    Task<CreateVideoResult> CreateAsync(
        PreparedRequest request, bool newTake = false, IProgress<VideoTask>? recorded = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Waits until the task's files are saved. The task and the download continue regardless of the wait. Saved files that were moved or deleted
    /// since are downloaded again while the service has them, and the wait includes that.
    /// </summary>
    /// <remarks>
    /// A host that stops ends all waits at once, so that they do not delay it. The task is followed again when the app starts the next time.
    /// </remarks>
    /// <param name="handleOrId">The task's handle or id, or the start of one.</param>
    /// <param name="progress">Receives every change, a report every few seconds in between, and the end. If it throws, the exception is logged and the wait continues.</param>
    /// <param name="timeout">
    /// How long to wait; null is <see cref="CometRunwayClient.DefaultWait"/>. <see cref="Timeout.InfiniteTimeSpan"/>, or more than 49 days, sets no limit.
    /// </param>
    /// <param name="cancellationToken">Ends only the wait.</param>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is negative and not <see cref="Timeout.InfiniteTimeSpan"/>.</exception>
    /// <exception cref="VideoTaskFailedException">It ended without a video.</exception>
    /// <exception cref="VideoTaskTimeoutException">It was not saved in that time.</exception>
    /// <exception cref="VideoOutcomeUnknownException">It is unknown whether the task exists.</exception>
    /// <exception cref="VideoTaskNotFoundException">This caller has no such task.</exception>
    /// <exception cref="VideoTaskWaitException">The app is stopping or the container was disposed of, so the wait ended. The task continues.</exception>
    /// <exception cref="TaskStoreUnavailableException">The task store failed. The task continues.</exception>
    /// <exception cref="ObjectDisposedException">The container was disposed of before.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    Task<FinishedVideo> WaitAsync(
        string handleOrId, IProgress<VideoProgress>? progress = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Creates and waits, in one call, at most <see cref="CometRunwayClient.DefaultWait"/>. Whatever ends it after the task is recorded contains the
    /// task: a <see cref="VideoTaskException"/> or, after a cancellation, a <see cref="CreateCancelledException"/>.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="progress">As in <see cref="WaitAsync"/>.</param>
    /// <param name="cancellationToken">Ends the wait; before the task is recorded, the whole call.</param>
    /// <exception cref="VideoTaskFailedException">It ended without a video.</exception>
    /// <exception cref="VideoTaskTimeoutException">It was not saved in that time.</exception>
    /// <exception cref="VideoTaskWaitException">The wait failed: the app is stopping, the task store could not be used, or the container was disposed of. The task continues.</exception>
    /// <inheritdoc cref="CreateAsync(VideoRequest, bool, IProgress{VideoTask}, CancellationToken)"/>
    Task<FinishedVideo> CreateAndWaitAsync(VideoRequest request, IProgress<VideoProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Opens a saved file for reading, after waiting for it like <see cref="WaitAsync"/>. Dispose the stream.</summary>
    /// <param name="handleOrId">The task's handle or id, or the start of one.</param>
    /// <param name="index">Which of its files.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="FileNotFoundException">It was moved or deleted after the check.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative, or the task has fewer files.</exception>
    /// <inheritdoc cref="WaitAsync"/>
    Task<Stream> OpenVideoAsync(string handleOrId, int index = 0, CancellationToken cancellationToken = default);

    /// <summary>The task with a handle or an id, or with the start of one.</summary>
    /// <exception cref="VideoTaskNotFoundException">This caller has none, or several that start with it; the message lists the nearest.</exception>
    Task<VideoTask> FindAsync(string handleOrId, CancellationToken cancellationToken = default);

    /// <summary>Earlier and running tasks of this caller, newest first; from the store only, so it works offline and after a restart.</summary>
    Task<TaskPage> ListAsync(TaskQuery? query = null, CancellationToken cancellationToken = default);

    /// <summary>This caller's usage of today and this month, and what is left of the limits.</summary>
    Task<UsageTotals> GetUsageAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Stops a running task. Does nothing for a finished task, because the same call at the service would delete the paid video.
    /// <c>CometRunwayOptions.EnableCancellation</c> does not apply: it decides only whether models get a tool for this.
    /// </summary>
    /// <exception cref="VideoTaskNotFoundException">This caller has no such task.</exception>
    /// <exception cref="CometRunwayException">The state could not be read, or the cancellation received no usable response.</exception>
    Task<CancelResult> CancelAsync(string handleOrId, CancellationToken cancellationToken = default);
}
