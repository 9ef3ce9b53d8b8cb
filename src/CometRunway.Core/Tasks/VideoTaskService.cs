using CometRunway.Api;
using CometRunway.Callers;
using CometRunway.Catalog;
using CometRunway.Catalog.Prices;
using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Images;
using CometRunway.Images.Upload;
using CometRunway.Options;
using CometRunway.Requests;
using CometRunway.Store;
using CometRunway.Tasks.Polling;
using CometRunway.Videos;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Tasks;

/// <summary>Creates tasks once and follows them to their files: the store remembers, the poller fetches, callers only wait. It serves every caller.</summary>
internal sealed class VideoTaskService(
    CometRunwayApiClient client,
    ITaskStore store,
    OutcomeRecorder outcomes,
    AccountKeys accounts,
    IVideoTaskPoller poller,
    InFlightCreates posts,
    TaskTelemetry telemetry,
    ImageUploader hosting,
    IVideoStore videos,
    IOptions<CometRunwayOptions> options,
    TimeProvider time,
    ILogger<VideoTaskService> logger)
{
    /// <summary>How long a caller waits for the video store to say where a file is.</summary>
    private static readonly TimeSpan StorePatience = TimeSpan.FromSeconds(5);

    private readonly ILogger _logger = new SafeLogger(logger);

    /// <summary>
    /// Sends one prepared request, at most once. A row is in the store before the first byte leaves. From then on the request
    /// runs to its own end whatever becomes of the caller; cancelling only ends the waiting. A failure is a result, not an exception.
    /// </summary>
    /// <exception cref="CreateCancelledException">Cancelled after the row was written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before.</exception>
    /// <exception cref="InvalidOperationException">The request has errors.</exception>
    public async Task<CreateResult> CreateAsync(Caller caller, PreparedRequest prepared, CreateOptions? createOptions = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        var create = createOptions ?? new CreateOptions();
        var settings = prepared.ToSend();
        var image = prepared.Image!;
        cancellationToken.ThrowIfCancellationRequested();
        if (client.MissingKey(caller.Key) is { } missing)
            return new CreateResult.NotSent(missing);
        if (posts.TryEnter() is not { } place)
            return new CreateResult.NotSent(new AppStoppingException());
        BeginOutcome? begun = null;
        try
        {
            // The fingerprint is of what was asked; a seed drawn for another take must not hide that it is the same request.
            var fingerprint = RequestFingerprint.Of(image, settings, options.Value.ApiVersion);
            if (create.NewTake)
                settings = Reseeded(settings);
            var scope = await accounts.GetScopeAsync(caller, cancellationToken).ConfigureAwait(false);
            var admission = new AdmissionTerms { Limits = Limits, DuplicateWindow = options.Value.DuplicateWindow, NewTake = create.NewTake, Over = create.LimitOverrides };
            begun = await store.BeginAsync(scope, Row(image, settings, fingerprint, prepared.Price), admission, cancellationToken).ConfigureAwait(false);
        }
        catch (TaskStoreUnavailableException error)
        {
            return new CreateResult.NotSent(error);
        }
        finally
        {
            if (begun is not BeginOutcome.Begun)
                place.Dispose();
        }

        CreateResult result = begun switch
        {
            BeginOutcome.Begun b => await SendAsync(caller, place, b.Entry, image, settings, create, cancellationToken).ConfigureAwait(false),
            BeginOutcome.Duplicate d => new CreateResult.Duplicate(d.Earlier),
            BeginOutcome.BlockedByUnknown u => new CreateResult.BlockedByUnknown(u.Unknown),
            BeginOutcome.OverBudget o => new CreateResult.OverBudget(o.Refusal),
            _ => throw new InvalidOperationException($"Unknown outcome {begun.GetType().Name}."),
        };
        telemetry.CreateEnded(result, settings.Model);
        return result;
    }

    /// <summary>The task by handle, id or unique prefix, as the store knows it.</summary>
    public async ValueTask<FindOutcome> FindAsync(Caller caller, string handleOrId, CancellationToken cancellationToken = default) =>
        await store.FindAsync(await FollowedAsync(caller, cancellationToken).ConfigureAwait(false), handleOrId, cancellationToken).ConfigureAwait(false);

    /// <summary>The newest task, an unfinished one first; null when there is none.</summary>
    public async ValueTask<VideoTask?> GetLatestAsync(Caller caller, CancellationToken cancellationToken = default) =>
        await store.GetLatestAsync(await FollowedAsync(caller, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>Earlier and running tasks, newest first; read from the store alone, so it works offline and after a restart.</summary>
    public async ValueTask<TaskPage> ListAsync(Caller caller, TaskQuery query, CancellationToken cancellationToken = default) =>
        await store.ListAsync(await FollowedAsync(caller, cancellationToken).ConfigureAwait(false), query, cancellationToken).ConfigureAwait(false);

    /// <summary>What was used today and this month, and how the limits stand.</summary>
    public async ValueTask<UsageTotals> GetUsageAsync(Caller caller, CancellationToken cancellationToken = default) =>
        await store.GetTotalsAsync(await accounts.GetScopeAsync(caller, cancellationToken).ConfigureAwait(false), Limits, cancellationToken).ConfigureAwait(false);

    /// <summary>How long this caller's own tasks of the kind usually take; null when too few are known.</summary>
    public ValueTask<TimeSpan?> GetTypicalDurationAsync(VideoTask entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return store.GetTypicalDurationAsync(entry.Scope, entry.Settings.Model ?? "", entry.Settings.Duration, cancellationToken);
    }

    /// <summary>Waits until the task is settled (<see cref="VideoTaskStates.IsWaitComplete"/>) or the time is up, and returns what is known then. Reads only.</summary>
    /// <param name="entry">The task as last seen.</param>
    /// <param name="atMost">How long to wait.</param>
    /// <param name="progress">Told of every change, and every few seconds between.</param>
    /// <param name="cancellationToken">Ends the waiting, and nothing else.</param>
    public Task<VideoTask> WaitAsync(VideoTask entry, TimeSpan atMost, IProgress<VideoProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        // A problem that was told already is no news: the wait is for what the next try brings.
        var told = entry.HasFilesMissing && entry.FileProblem is not null ? entry.Revision : -1;
        return WaitAsync(entry, seen => seen.IsWaitComplete() && seen.Revision != told, atMost, progress, cancellationToken);
    }

    internal async Task<VideoTask> WaitAsync(VideoTask entry, Func<VideoTask, bool> isEnough, TimeSpan atMost, IProgress<VideoProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        poller.Start();
        using var span = telemetry.Wait(entry);
        using var limit = new CancellationTokenSource(atMost, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var reporter = new WaitReporter(progress, progress is null ? null : await GetTypicalDurationAsync(entry, cancellationToken).ConfigureAwait(false), time);
        await using var ended = reporter.ConfigureAwait(false);
        try
        {
            while (!isEnough(entry))
            {
                reporter.Report(entry);
                entry = await store.WaitForChangeAsync(entry.Handle, entry.Revision, both.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is up: what is known now is the answer.
        }

        span.End(entry);
        return entry;
    }

    /// <summary>Looks whether a finished task's files are still where they were saved. Those that are not are fetched again, as long as the service has them.</summary>
    /// <returns>The task as it is now: with fewer files, if some are gone.</returns>
    public async Task<VideoTask> CheckSavedFilesAsync(VideoTask entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var gone = new List<SavedFile>();
        foreach (var file in entry.Files)
        {
            if (!await MayExistAsync(file, cancellationToken).ConfigureAwait(false))
                gone.Add(file);
        }

        foreach (var file in gone)
        {
            var problem = $"The file saved before is gone (moved or deleted): {file.Path}. It is fetched again while the service has it.";
            entry = await store.ApplyAsync(entry.Handle, new TaskUpdate.FileMissing(file.Index, problem)).ConfigureAwait(false);
        }

        if (gone.Count > 0)
            poller.Wake();
        return entry;
    }

    /// <summary>The same task with its files where the user finds them: for a reply, not for the store.</summary>
    public async Task<VideoTask> WithAddressesAsync(VideoTask entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var files = new List<SavedFile>();
        foreach (var file in entry.Files)
            files.Add(file with { Path = await AddressAsync(file, cancellationToken).ConfigureAwait(false) });
        return entry with { Files = files };
    }

    /// <inheritdoc cref="IVideoStore.OpenReadAsync"/>
    public Task<Stream> OpenVideoAsync(string location, CancellationToken cancellationToken) => videos.OpenReadAsync(location, cancellationToken);

    /// <summary>A store that cannot tell has not lost the file.</summary>
    private async Task<bool> MayExistAsync(SavedFile file, CancellationToken cancellationToken)
    {
        try
        {
            return await videos.ExistsAsync(file.Path, cancellationToken).WaitAsync(StorePatience, time, cancellationToken).ConfigureAwait(false);
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
            return await videos.GetAddressAsync(file.Path, cancellationToken).AsTask().WaitAsync(StorePatience, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            TaskLog.StoreDidNotAnswer(_logger, file.Path, error.Message);
            return file.Path;
        }
    }

    /// <summary>The caller's scope. Without a host nobody says when the work begins: whoever asks for tasks wants them followed.</summary>
    private ValueTask<TaskScope> FollowedAsync(Caller caller, CancellationToken cancellationToken)
    {
        poller.Start();
        return accounts.GetScopeAsync(caller, cancellationToken);
    }

    private BudgetLimits Limits => new(options.Value.MaxTasksPerHour, options.Value.MaxTasksPerDay, options.Value.MaxSecondsPerDay);

    /// <summary>Another take of a request without a seed gets one of its own, where the model takes one, so that it differs.</summary>
    private static VideoSettings Reseeded(VideoSettings settings) =>
        settings.Seed is null && ModelCatalog.Default.Find(settings.Model) is { TakesSeed: true } model
            ? settings with { Seed = Random.Shared.NextInt64(model.MaxSeed + 1) }
            : settings;

    private NewVideoTask Row(ImageSource image, VideoSettings settings, string fingerprint, PriceEstimate? price) => new()
    {
        Fingerprint = fingerprint,
        Settings = settings,
        ImageName = image.Name,
        ImageSha256 = image.OriginalSha256 ?? image.Facts?.Sha256,
        ApiVersion = options.Value.ApiVersion,
        EstimatedCost = price?.Usd,
    };

    private async Task<CreateResult> SendAsync(Caller caller, InFlightCreate place, VideoTask entry, ImageSource image, VideoSettings settings, CreateOptions create, CancellationToken cancellationToken)
    {
        place.Handle = entry.Handle;
        await ReportAsync(place, entry, create.Recorded).ConfigureAwait(false);
        var sending = posts.Run(place, () => PostAsync(caller, entry, image, settings));
        try
        {
            return await sending.WaitAsync(create.ResponseTimeout, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return new CreateResult.Pending(entry);
        }
        catch (OperationCanceledException error) when (cancellationToken.IsCancellationRequested)
        {
            throw new CreateCancelledException(entry, cancellationToken, error);
        }
    }

    /// <summary>The caller's own code: when it throws, nothing is sent.</summary>
    private async Task ReportAsync(InFlightCreate place, VideoTask entry, IProgress<VideoTask>? recorded)
    {
        try
        {
            recorded?.Report(entry);
        }
        catch
        {
            using (place)
            {
                var failed = new SubmissionOutcome.Rejected("caller_failed", "The program that asked for this task failed before the request was sent.");
                await outcomes.RecordAsync(entry, failed).ConfigureAwait(false);
            }

            throw;
        }
    }

    private async Task<CreateResult> PostAsync(Caller caller, VideoTask entry, ImageSource image, VideoSettings settings)
    {
        using var span = telemetry.Create(entry, options.Value.BaseAddress);
        var result = await TryPostAsync(caller, entry, image, settings).ConfigureAwait(false);
        span.End(result);
        return result;
    }

    private async Task<CreateResult> TryPostAsync(Caller caller, VideoTask entry, ImageSource image, VideoSettings settings)
    {
        ApiCreateResult sent;
        try
        {
            // After the ledger has let it pass and before anything is sent: a duplicate uploads nothing, and a failed upload costs nothing.
            var uploaded = await hosting.UploadAsync(image, posts.Stopping).ConfigureAwait(false);
            sent = await client.CreateAsync(caller.Key, settings.ToApi(uploaded), posts.Stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (posts.Stopping.IsCancellationRequested)
        {
            // Cancelling is heard only until the body leaves, so nothing was sent: what left after a stop might find nobody to hear its answer.
            sent = new ApiCreateResult.Failed(new AppStoppingException());
        }
        catch (CometRunwayException error)
        {
            sent = new ApiCreateResult.Failed(error);
        }
        catch (Exception error)
        {
            // Whatever went wrong in here, the request may have left: the row must not stay "submitting" while this process lives.
            var fault = new SubmissionOutcome.Unknown("internal_error", "A fault of this tool while the request was under way.");
            var unknown = await outcomes.RecordAsync(entry, fault).ConfigureAwait(false);
            TaskLog.CreateFailedUnexpectedly(_logger, error, entry.Handle);
            return new CreateResult.OutcomeUnknown(unknown, null);
        }

        // Outside of the above: once there is an id, nothing that goes wrong may make the outcome unknown.
        switch (sent)
        {
            case ApiCreateResult.Accepted { Response: var response }:
                var accepted = new SubmissionOutcome.Accepted(response.TaskId) { MayNeverBecomeVisible = response.MayNeverBecomeVisible, Credits = response.EstimatedCredits };
                return new CreateResult.Created(await outcomes.RecordAsync(entry, accepted).ConfigureAwait(false));
            case ApiCreateResult.Failed { Error: { Charge: ChargeStatus.No } error }:
                var rejected = await outcomes.RecordAsync(entry, new SubmissionOutcome.Rejected(Word(error), error.Message)).ConfigureAwait(false);
                return new CreateResult.Rejected(rejected, error) { WasDataUri = image.Link is null && !hosting.IsEnabled };
            case ApiCreateResult.Failed { Error: var error }:
                return new CreateResult.OutcomeUnknown(await outcomes.RecordAsync(entry, new SubmissionOutcome.Unknown(Word(error), error.Message)).ConfigureAwait(false), error);
            default:
                throw new InvalidOperationException("Unknown create result.");
        }
    }

    private static string Word(CometRunwayException error) => error switch
    {
        CometApiException api => api.Code ?? api.Kind.ToString(),
        ImageUploadException => "upload_failed",
        AppStoppingException => "app_stopping",
        CometRunwayConnectionException { NeverConnected: true } => "never_connected",
        _ => "no_answer",
    };
}
