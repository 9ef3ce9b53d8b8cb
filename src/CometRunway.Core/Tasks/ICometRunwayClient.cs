using CometRunway.Errors;
using CometRunway.Requests;
using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>
/// Images to videos for C# callers, typed from end to end: check a request, pay for it once, wait for the file, open it. It stands on the
/// same rules, task store and poller as the functions that models call. Registered by <c>AddCometRunway()</c>; safe for many threads. An app's
/// tests replace it with a mock: everything it takes and returns can be constructed.
/// </summary>
public interface ICometRunwayClient
{
    /// <summary>Checks a request: reads the image, chooses what was left open, asks every rule, estimates the price. Creates nothing.</summary>
    Task<PreparedRequest> ValidateAsync(VideoRequest request, CancellationToken cancellationToken = default);

    /// <summary>Checks a request and creates its task, which costs money.</summary>
    /// <exception cref="InvalidVideoRequestException">Rules are broken; nothing was sent.</exception>
    /// <inheritdoc cref="CreateAsync(PreparedRequest, bool, IProgress{VideoTask}, CancellationToken)"/>
    Task<CreateVideoResult> CreateAsync(
        VideoRequest request, bool newTake = false, IProgress<VideoTask>? recorded = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Creates the task of a request that was checked, which costs money. It is sent at most once, and cancelling ends only the waiting for
    /// the answer. An equal request of the last minutes is answered with its task, unless <paramref name="newTake"/> asks for another.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="newTake">Asks for another video of a request that was made a short while ago.</param>
    /// <param name="recorded">
    /// Told of the task, with its handle, when it is recorded and before its request is sent; not called for an earlier equal request. When it
    /// throws, nothing is sent. <see cref="Progress{T}"/> calls back later, on another thread; an implementation of your own is called at once.
    /// </param>
    /// <param name="cancellationToken">Ends the waiting for the answer; before the task is recorded, the whole call.</param>
    /// <exception cref="InvalidVideoRequestException">Rules are broken; nothing was sent.</exception>
    /// <exception cref="BudgetReachedException">The user's limit is reached; nothing was sent.</exception>
    /// <exception cref="VideoOutcomeUnknownException">No answer arrived, or an earlier equal request got none.</exception>
    /// <exception cref="NotConfiguredException">There is no key; nothing was sent.</exception>
    /// <exception cref="CometApiException">The service refused it; nothing was charged.</exception>
    /// <exception cref="CometRunwayConnectionException">The service was never reached; nothing was sent.</exception>
    /// <exception cref="ImageUploadException">The image could not be turned into a link; nothing was sent.</exception>
    /// <exception cref="TaskStoreUnavailableException">The task could not be recorded, so nothing was sent.</exception>
    /// <exception cref="AppStoppingException">The app is stopping, so nothing was sent.</exception>
    /// <exception cref="CreateCancelledException">Cancelled after the task was recorded; the exception has the task, and its request goes on.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before; nothing was sent.</exception>
    Task<CreateVideoResult> CreateAsync(
        PreparedRequest request, bool newTake = false, IProgress<VideoTask>? recorded = null, CancellationToken cancellationToken = default);

    /// <summary>Waits until the task's files are saved. Reads only; the task and its saving go on by themselves whatever becomes of the wait.</summary>
    /// <param name="handleOrId">The task's handle or id, or the beginning of one.</param>
    /// <param name="progress">Told of every change, and every few seconds between.</param>
    /// <param name="timeout">How long to wait; null is <see cref="CometRunwayClient.DefaultWait"/>.</param>
    /// <param name="cancellationToken">Ends the waiting, and nothing else.</param>
    /// <exception cref="VideoTaskFailedException">It ended without a video.</exception>
    /// <exception cref="VideoTaskTimeoutException">It was not saved in that time.</exception>
    /// <exception cref="VideoOutcomeUnknownException">Nobody can tell whether it exists.</exception>
    /// <exception cref="VideoTaskNotFoundException">This caller has no such task.</exception>
    Task<FinishedVideo> WaitAsync(
        string handleOrId, IProgress<VideoProgress>? progress = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default);

    /// <summary>Creates and waits, in one call.</summary>
    /// <inheritdoc cref="CreateAsync(VideoRequest, bool, IProgress{VideoTask}, CancellationToken)"/>
    /// <inheritdoc cref="WaitAsync"/>
    Task<FinishedVideo> CreateAndWaitAsync(VideoRequest request, IProgress<VideoProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Opens a saved file for reading, after waiting for it like <see cref="WaitAsync"/>. Dispose the stream.</summary>
    /// <exception cref="FileNotFoundException">It was saved, and somebody has moved or deleted it since.</exception>
    /// <inheritdoc cref="WaitAsync"/>
    Task<Stream> OpenVideoAsync(string handleOrId, int index = 0, CancellationToken cancellationToken = default);

    /// <summary>The one task of a handle, an id, or the beginning of either.</summary>
    /// <exception cref="VideoTaskNotFoundException">This caller has none, or several that begin like it; the message names the nearest.</exception>
    Task<VideoTask> FindAsync(string handleOrId, CancellationToken cancellationToken = default);

    /// <summary>Earlier and running tasks of this caller, newest first; from the store alone, so it works offline and after a restart.</summary>
    Task<TaskPage> ListAsync(TaskQuery? query = null, CancellationToken cancellationToken = default);

    /// <summary>What this caller used today and this month, and what is left of the limits.</summary>
    Task<UsageTotals> GetUsageAsync(CancellationToken cancellationToken = default);

    /// <summary>Stops a running task. A finished one is left alone, because upstream the same call would delete the paid video.</summary>
    /// <exception cref="VideoTaskNotFoundException">This caller has no such task.</exception>
    /// <exception cref="CometRunwayException">The state could not be read, or the cancellation got no usable answer.</exception>
    Task<CancelResult> CancelAsync(string handleOrId, CancellationToken cancellationToken = default);
}
