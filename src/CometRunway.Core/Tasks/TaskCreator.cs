using CometRunway.Api;
using CometRunway.Callers;
using CometRunway.Catalog;
using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Images;
using CometRunway.Images.Upload;
using CometRunway.Options;
using CometRunway.Requests;
using CometRunway.Store;
using CometRunway.Tasks.Polling;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Tasks;

/// <summary>Creates paid tasks: prepares their requests, records each in the store, sends its request once and records the outcome.</summary>
internal sealed class TaskCreator(
    RequestPreparation preparation,
    CometRunwayApiClient client,
    ICreateDispatcher dispatcher,
    ITaskStore store,
    OutcomeRecorder outcomes,
    IdConfirmation confirmation,
    SavingCheck saving,
    AccountKeys accounts,
    InFlightCreates creates,
    TaskTelemetry telemetry,
    ImageUploader uploader,
    IOptions<CometRunwayOptions> options,
    TimeProvider time,
    ILogger<TaskCreator> logger)
{
    private readonly ILogger _logger = new SafeLogger(logger);

    /// <summary>
    /// Sends one prepared request, at most once. The task is recorded in the store before the first byte is sent. After that, cancellation
    /// ends only the wait; the request continues. A failure is returned as a result, not thrown.
    /// </summary>
    /// <exception cref="CreateCancelledException">Cancelled after the task was recorded.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before it was recorded; nothing was sent.</exception>
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
        // The fingerprint covers what the caller requested. A generated seed must not make the same request look different.
        var fingerprint = RequestFingerprint.Of(image, settings, options.Value.ApiVersion);
        if (create.NewTake)
            settings = WithNewSeed(settings);
        var row = Row(prepared, settings, fingerprint);
        if (creates.TryEnter() is not { } place)
            return new CreateResult.NotSent(new AppStoppingException());
        BeginOutcome? begun = null;
        try
        {
            begun = await StoreFault.GuardAsync(() => BeginAsync(caller, row, create, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (TaskStoreUnavailableException error)
        {
            TaskLog.TaskNotRecorded(_logger, error);
            return new CreateResult.NotSent(error);
        }
        catch (ObjectDisposedException error)
        {
            return new CreateResult.NotSent(creates.IsClosed ? new AppStoppingException() : StoreFault.Of(error));
        }
        finally
        {
            if (begun is not BeginOutcome.Begun)
                place.Dispose();
        }

        CreateResult result = begun switch
        {
            BeginOutcome.Begun b => await SendAsync(caller, place, b.Task, image, settings, create, cancellationToken).ConfigureAwait(false),
            BeginOutcome.Repeated r => new CreateResult.Repeated(accounts.Mark(r.Earlier)),
            BeginOutcome.RequestIdConflict c when RepeatedRequest.IsOf(c.Earlier, prepared) => new CreateResult.Repeated(accounts.Mark(c.Earlier)),
            BeginOutcome.RequestIdConflict c => new CreateResult.RequestIdConflict(accounts.Mark(c.Earlier)),
            BeginOutcome.Duplicate d => new CreateResult.Duplicate(accounts.Mark(d.Earlier)),
            BeginOutcome.BlockedByUnknown u => new CreateResult.BlockedByUnknown(accounts.Mark(u.Unknown)),
            BeginOutcome.OverBudget o => new CreateResult.OverBudget(o.Refusal),
            _ => throw new InvalidOperationException($"Unknown outcome {begun.GetType().Name}."),
        };
        telemetry.CreateEnded(result, settings.Model);
        return result with { Limits = begun.Limits };
    }

    /// <summary>Prepares a request of a user for a create. A container that was disposed of in the meantime is reported as the end of the app.</summary>
    /// <exception cref="AppStoppingException">The container was disposed of; nothing was sent.</exception>
    public async Task<PreparedRequest> PrepareAsync(VideoRequest request, string? callerId, CancellationToken cancellationToken)
    {
        try
        {
            return await preparation.PrepareAsync(request, callerId, cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectDisposedException) when (creates.IsClosed)
        {
            throw new AppStoppingException();
        }
    }

    /// <inheritdoc cref="SavingCheck.FindProblemAsync"/>
    public Task<VideoStoreUnavailableException?> FindSavingProblemAsync(CancellationToken cancellationToken) => saving.FindProblemAsync(cancellationToken);

    /// <summary>Writes the row. An outcome without its task counts as a failure of the store.</summary>
    private async ValueTask<BeginOutcome> BeginAsync(Caller caller, NewVideoTask row, CreateOptions create, CancellationToken cancellationToken)
    {
        var scope = await accounts.GetScopeAsync(caller, cancellationToken).ConfigureAwait(false);
        var admission = new AdmissionTerms { Limits = BudgetLimits.Of(options.Value), DuplicateWindow = options.Value.DuplicateWindow, NewTake = create.NewTake, Over = create.LimitOverrides, AwaitsSender = dispatcher.HandsOver };
        return await store.BeginAsync(scope, row, admission, cancellationToken).ConfigureAwait(false) switch
        {
            null or BeginOutcome.Begun { Task: null } or BeginOutcome.Repeated { Earlier: null } or BeginOutcome.RequestIdConflict { Earlier: null } or BeginOutcome.Duplicate { Earlier: null } or BeginOutcome.BlockedByUnknown { Unknown: null } or BeginOutcome.OverBudget { Refusal: null } => throw StoreFault.Empty(),
            var outcome => outcome,
        };
    }

    /// <summary>Generates a seed for another video of the same request if it has none and the model supports seeds, so that the video differs.</summary>
    private static VideoSettings WithNewSeed(VideoSettings settings) =>
        settings.Seed is null && ModelCatalog.Default.Find(settings.Model) is { TakesSeed: true } model
            ? settings with { Seed = Random.Shared.NextInt64(model.MaxSeed + 1) }
            : settings;

    private NewVideoTask Row(PreparedRequest prepared, VideoSettings settings, string fingerprint) => new()
    {
        Fingerprint = fingerprint,
        RequestId = prepared.Requested.RequestId,
        Settings = settings,
        ImageName = prepared.Image!.Name,
        ImageSha256 = prepared.Image.OriginalSha256 ?? prepared.Image.Facts?.Sha256,
        ApiVersion = options.Value.ApiVersion,
        EstimatedCost = prepared.Price?.Usd,
    };

    private async Task<CreateResult> SendAsync(Caller caller, InFlightCreate place, VideoTask task, InputImage image, VideoSettings settings, CreateOptions create, CancellationToken cancellationToken)
    {
        place.Handle = task.Handle;
        await ReportAsync(place, task, create.Recorded).ConfigureAwait(false);
        var sending = creates.Run(place, () => PostAsync(caller, place, task, image, settings));
        try
        {
            return await sending.WaitAsync(create.ResponseTimeout, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return new CreateResult.Pending(task);
        }
        catch (OperationCanceledException error) when (cancellationToken.IsCancellationRequested)
        {
            throw new CreateCancelledException(task, cancellationToken, error);
        }
    }

    /// <summary>Reports the recorded task to the caller's code. If that throws, nothing is sent.</summary>
    private async Task ReportAsync(InFlightCreate place, VideoTask task, IProgress<VideoTask>? recorded)
    {
        try
        {
            recorded?.Report(task);
        }
        catch
        {
            using (place)
            {
                var failed = new SubmissionOutcome.Rejected("caller_failed", "The program that asked for this task failed before the request was sent.");
                await outcomes.RecordAsync(task, failed).ConfigureAwait(false);
            }

            throw;
        }
    }

    private async Task<CreateResult> PostAsync(Caller caller, InFlightCreate place, VideoTask task, InputImage image, VideoSettings settings)
    {
        using var span = telemetry.Create(task, options.Value.BaseAddress);
        var result = await TryPostAsync(caller, place, task, image, settings).ConfigureAwait(false);
        span.End(result);
        return result;
    }

    private async Task<CreateResult> TryPostAsync(Caller caller, InFlightCreate place, VideoTask task, InputImage image, VideoSettings settings)
    {
        ApiCreateResult? sent;
        try
        {
            // After the store accepted the request and before it is sent: a duplicate needs none of this, and a failure costs nothing.
            if (await saving.FindProblemAsync(creates.Stopping).ConfigureAwait(false) is { } problem)
                throw problem;
            var uploaded = await uploader.UploadAsync(image, creates.Stopping).ConfigureAwait(false);
            sent = await dispatcher.SendAsync(new RecordedCreate(task, caller.Key, settings.ToApi(uploaded), place.Dispose), creates.Stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (creates.Stopping.IsCancellationRequested)
        {
            // The token has an effect only before the body is sent, so nothing was sent.
            sent = new ApiCreateResult.Failed(new AppStoppingException());
        }
        catch (CometRunwayException error)
        {
            sent = new ApiCreateResult.Failed(error);
        }
        catch (Exception error)
        {
            var unknown = await outcomes.RecordAsync(task, CreateOutcomes.Fault).ConfigureAwait(false);
            TaskLog.CreateFailedUnexpectedly(_logger, error, task.Handle);
            return new CreateResult.OutcomeUnknown(unknown, null);
        }

        if (sent is null)
            return new CreateResult.Pending(task);
        // Outside the try block: once there is an id, no later error may make the outcome unknown.
        var recorded = await outcomes.RecordAsync(task, CreateOutcomes.Of(sent)).ConfigureAwait(false);
        return sent switch
        {
            ApiCreateResult.Failed { Error: { Charge: ChargeStatus.No } error } => Rejected(recorded, error),
            ApiCreateResult.Failed { Error: var error } => await SettledAsync(recorded, error).ConfigureAwait(false),
            // The service gave an id that it had given for another request.
            _ when recorded.State == VideoTaskState.Unknown => new CreateResult.OutcomeUnknown(recorded, null),
            _ => new CreateResult.Created(recorded),
        };

        CreateResult.Rejected Rejected(VideoTask rejected, CometRunwayException error) => new(rejected, error) { WasDataUri = image.Link is null && !uploader.IsEnabled };

        async Task<CreateResult> SettledAsync(VideoTask unknown, CometRunwayException error) => await confirmation.SettleAsync(unknown, creates.Stopping).ConfigureAwait(false) switch
        {
            { State: VideoTaskState.Unknown } task => new CreateResult.OutcomeUnknown(task, error),
            { State: VideoTaskState.Rejected } task when error is CometApiException refusal => Rejected(task, refusal.WithoutDoubt()),
            var task => new CreateResult.Created(task),
        };
    }
}
