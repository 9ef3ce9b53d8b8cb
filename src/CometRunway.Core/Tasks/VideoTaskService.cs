using CometRunway.Api;
using CometRunway.Catalog;
using CometRunway.Catalog.Prices;
using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Images;
using CometRunway.Images.Upload;
using CometRunway.Options;
using CometRunway.Requests;
using CometRunway.Store;
using CometRunway.Store.Sqlite;
using CometRunway.Tasks.Polling;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Tasks;

/// <summary>Creates tasks once and follows them to their files: the ledger remembers, the courier fetches, callers only wait.</summary>
internal sealed class VideoTaskService(
    CometRunwayApiClient client,
    SqliteTaskStore ledger,
    VideoTaskPoller courier,
    InFlightCreates posts,
    TaskTelemetry telemetry,
    ImageUploader hosting,
    IOptions<CometRunwayOptions> options,
    TimeProvider time,
    ILogger<VideoTaskService> logger)
{
    private readonly ILogger _logger = new SafeLogger(logger);
    private TaskScope? _scope;

    /// <summary>The user of the app whose tasks these are; null when the app has only one.</summary>
    public string? CallerId { get; private init; } = options.Value.CallerId;

    /// <summary>Whose tasks and budget these are: the base address, the key and the caller together.</summary>
    public TaskScope Scope => _scope ??= ledger.ScopeFor(options.Value.BaseAddress, options.Value.ApiKey, CallerId);

    /// <summary>The same for another user of the app: tasks, duplicates, limits and lists of their own, with one courier for all.</summary>
    /// <param name="callerId">Any text that names the user; it is hashed, never stored and never sent.</param>
    public VideoTaskService ForCaller(string callerId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(callerId);
        return new(client, ledger, courier, posts, telemetry, hosting, options, time, logger) { CallerId = callerId };
    }

    /// <summary>
    /// Sends one prepared request, at most once. A row is in the ledger before the first byte leaves. From then on the request
    /// runs to its own end whatever becomes of the caller; cancelling only ends the waiting. A failure is a result, not an exception.
    /// </summary>
    /// <exception cref="CreateCancelledException">Cancelled after the row was written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before.</exception>
    /// <exception cref="InvalidOperationException">The request has errors.</exception>
    public async Task<CreateResult> CreateAsync(PreparedRequest prepared, CreateOptions? createOptions = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        var create = createOptions ?? new CreateOptions();
        var settings = prepared.ToSend();
        var image = prepared.Image!;
        cancellationToken.ThrowIfCancellationRequested();
        if (client.MissingKey() is { } missing)
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
            begun = ledger.Begin(Scope, Row(image, settings, fingerprint, prepared.Price), Limits, options.Value.DuplicateWindow, create.NewTake, create.LimitOverrides);
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
            BeginOutcome.Begun b => await SendAsync(place, b.Entry, image, settings, create, cancellationToken).ConfigureAwait(false),
            BeginOutcome.Duplicate d => new CreateResult.Duplicate(d.Earlier),
            BeginOutcome.BlockedByUnknown u => new CreateResult.BlockedByUnknown(u.Unknown),
            BeginOutcome.OverBudget o => new CreateResult.OverBudget(o.Refusal),
            _ => throw new InvalidOperationException($"Unknown outcome {begun.GetType().Name}."),
        };
        telemetry.CreateEnded(result, settings.Model);
        return result;
    }

    /// <summary>The task by handle, id or unique prefix, as the ledger knows it.</summary>
    public FindOutcome Find(string handleOrId) => Followed().Find(Scope, handleOrId);

    /// <summary>The newest task, an unfinished one first; null when there is none.</summary>
    public VideoTask? Latest() => Followed().Latest(Scope);

    /// <summary>Earlier and running tasks, newest first; read from the ledger alone, so it works offline and after a restart.</summary>
    public TaskPage List(TaskQuery query) => Followed().List(Scope, query);

    /// <summary>What was used today and this month, and how the limits stand.</summary>
    public UsageTotals Totals() => ledger.Totals(Scope, Limits);

    /// <summary>How long this user's own tasks of the kind usually take; null when too few are known.</summary>
    public TimeSpan? TypicalDuration(VideoTask entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return ledger.TypicalDuration(Scope, entry.Settings.Model ?? "", entry.Settings.Duration);
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
        courier.Start();
        using var span = telemetry.Wait(entry);
        using var limit = new CancellationTokenSource(atMost, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var reporter = new WaitReporter(progress, progress is null ? null : TypicalDuration(entry), time);
        await using var ended = reporter.ConfigureAwait(false);
        try
        {
            while (!isEnough(entry))
            {
                reporter.Report(entry);
                entry = await ledger.WaitForChangeAsync(entry.Handle, entry.Revision, both.Token).ConfigureAwait(false);
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
    public VideoTask CheckSavedFiles(VideoTask entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        SavedFile[] gone = [.. entry.Files.Where(file => !File.Exists(file.Path))];
        foreach (var file in gone)
            entry = ledger.RecordMissingFile(entry.Handle, file.Index, $"The file saved before is gone (moved or deleted): {file.Path}. It is fetched again while the service has it.");
        if (gone.Length > 0)
            courier.Wake();
        return entry;
    }

    /// <summary>Without a host nobody says when the work begins: whoever asks for tasks wants them followed.</summary>
    private SqliteTaskStore Followed()
    {
        courier.Start();
        return ledger;
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

    private async Task<CreateResult> SendAsync(InFlightCreate place, VideoTask entry, ImageSource image, VideoSettings settings, CreateOptions create, CancellationToken cancellationToken)
    {
        place.Handle = entry.Handle;
        Tell(place, entry, create.Recorded);
        var sending = posts.Run(place, () => PostAsync(entry, image, settings));
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
    private void Tell(InFlightCreate place, VideoTask entry, IProgress<VideoTask>? recorded)
    {
        try
        {
            recorded?.Report(entry);
        }
        catch
        {
            using (place)
                ledger.Reject(entry.Handle, "caller_failed", "The program that asked for this task failed before the request was sent.");
            throw;
        }
    }

    private async Task<CreateResult> PostAsync(VideoTask entry, ImageSource image, VideoSettings settings)
    {
        using var span = telemetry.Create(entry, options.Value.BaseAddress);
        var result = await TryPostAsync(entry, image, settings).ConfigureAwait(false);
        span.End(result);
        return result;
    }

    private async Task<CreateResult> TryPostAsync(VideoTask entry, ImageSource image, VideoSettings settings)
    {
        ApiCreateResult sent;
        try
        {
            // After the ledger has let it pass and before anything is sent: a duplicate uploads nothing, and a failed upload costs nothing.
            var hosted = await hosting.HostAsync(image, posts.Stopping).ConfigureAwait(false);
            sent = await client.CreateAsync(settings.ToApi(hosted), posts.Stopping).ConfigureAwait(false);
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
            var unknown = ledger.MarkUnknown(entry.Handle, "internal_error", "A fault of this tool while the request was under way.");
            TaskLog.CreateFailedUnexpectedly(_logger, error, entry.Handle);
            return new CreateResult.OutcomeUnknown(unknown, null);
        }

        // Outside of the above: once there is an id, nothing that goes wrong may make the outcome unknown.
        return sent switch
        {
            ApiCreateResult.Accepted accepted => new CreateResult.Created(ledger.Accept(entry.Handle, accepted.Response)),
            ApiCreateResult.Failed { Error: { Charge: ChargeStatus.No } error } =>
                new CreateResult.Rejected(ledger.Reject(entry.Handle, Word(error), error.Message), error) { WasDataUri = image.Link is null && !hosting.IsOn },
            ApiCreateResult.Failed { Error: var error } => new CreateResult.OutcomeUnknown(ledger.MarkUnknown(entry.Handle, Word(error), error.Message), error),
            _ => throw new InvalidOperationException("Unknown create result."),
        };
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
