using CometRunway.Api.Http;
using CometRunway.Api.Wire;
using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Options;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Api;

/// <summary>
/// The API, typed: create, read, cancel, list. It keeps nothing: no store, no rules, no polling. Safe to use from many threads.
/// </summary>
internal sealed class CometRunwayApiClient
{
    private const int ModelListLimit = 4 << 20;

    private readonly CometRunwayOptions _options;
    private readonly ApiTelemetry _telemetry;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly RequestFactory _headers;
    private readonly Endpoints _routes;
    private readonly CreateSender _create;
    private readonly ReadSender _plain;
    private readonly TaskReader _tasks;
    private readonly ErrorMapper _errors;

    public CometRunwayApiClient(HttpClient reads, HttpMessageInvoker creates, IOptions<CometRunwayOptions> options, ApiTelemetry telemetry, TimeProvider time, ILogger<CometRunwayApiClient> logger)
    {
        var redactor = new Redactor(options.Value.ApiKey);
        _options = options.Value;
        _telemetry = telemetry;
        _time = time;
        _logger = new SafeLogger(logger);
        _headers = new RequestFactory(_options);
        _routes = new Endpoints(_options.BaseAddress);
        _create = new CreateSender(creates, _headers, _routes, _options, time, _logger);
        _plain = new ReadSender(reads, _options, time);
        _tasks = new TaskReader(redactor);
        _errors = new ErrorMapper(redactor, _options.Names);
    }

    /// <summary>
    /// Creates a task, which costs money. Sent once: a second time only when the connection never opened. Once its bytes may leave,
    /// <paramref name="cancellationToken"/> is no longer heard, and the call ends with the answer or at
    /// <see cref="CometRunwayOptions.CreateTimeout"/>. A failure is a result, not an exception.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled before anything was sent.</exception>
    public Task<ApiCreateResult> CreateAsync(CreateTaskRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _telemetry.MeasureAsync(
            Operation.Create,
            _options.BaseAddress,
            () => SendCreateAsync(request, cancellationToken),
            static result => (result as ApiCreateResult.Failed)?.Error);
    }

    private async Task<ApiCreateResult> SendCreateAsync(CreateTaskRequest request, CancellationToken cancellationToken)
    {
        if (MissingKey() is { } missing)
            return new ApiCreateResult.Failed(missing);
        var (answer, failure) = await _create.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (answer is null)
            return new ApiCreateResult.Failed(failure!);
        if (!answer.IsSuccess || CreateTaskResponseReader.Read(answer.Body.Span) is not { } response)
            return new ApiCreateResult.Failed(Refused(Operation.Create, answer));
        Log.TaskCreated(_logger, response.TaskId);
        if (response.MayNeverBecomeVisible)
            Log.TaskMayStayHidden(_logger, response.TaskId);
        return new ApiCreateResult.Accepted(response);
    }

    /// <summary>Reads a task. Repeated by itself on network errors, 408, 429 and 5xx.</summary>
    /// <param name="taskId">The id from the receipt.</param>
    /// <param name="createdAt">
    /// When we created it. For <see cref="CometRunwayOptions.NotFoundGracePeriod"/> from then on, an unknown task is
    /// <see cref="ApiTaskStatus.NotVisibleYet"/>; later, and without it, an <see cref="CometApiException"/> of kind <see cref="ApiErrorKind.NoSuchTask"/>.
    /// </param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="NotConfiguredException">There is no key.</exception>
    /// <exception cref="CometApiException">The service answered with an error, or with something that cannot be read.</exception>
    /// <exception cref="CometRunwayConnectionException">No answer arrived.</exception>
    public Task<ApiTask> GetAsync(string taskId, DateTimeOffset? createdAt = null, CancellationToken cancellationToken = default) =>
        _telemetry.MeasureAsync(Operation.Read, _options.BaseAddress, () => ReadAsync(taskId, createdAt, cancellationToken));

    private async Task<ApiTask> ReadAsync(string taskId, DateTimeOffset? createdAt, CancellationToken cancellationToken)
    {
        using var request = _headers.Request(HttpMethod.Get, _routes.Task(taskId));
        var answer = await _plain.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (answer is { IsSuccess: true, Json: { } json } && _tasks.Read(json, taskId) is { } task)
            return task;
        var error = _errors.Map(Operation.Read, answer);
        if (error.Kind == ApiErrorKind.NoSuchTask && _time.GetUtcNow() - createdAt < _options.NotFoundGracePeriod)
            return new ApiTask { Id = taskId, Status = ApiTaskStatus.NotVisibleYet, CreatedAt = createdAt, RawStatus = error.Code };
        throw Logged(Operation.Read, error);
    }

    /// <summary>
    /// Asks to cancel a task. CometAPI documents no such route: <see cref="CancelOutcome.NotOffered"/> is an expected answer. Upstream,
    /// the same call deletes a task that is finished, so read it first. Sent once.
    /// </summary>
    /// <exception cref="NotConfiguredException">There is no key.</exception>
    /// <exception cref="CometApiException">The service answered with another error.</exception>
    /// <exception cref="CometRunwayConnectionException">No answer arrived.</exception>
    public Task<CancelOutcome> CancelAsync(string taskId, CancellationToken cancellationToken = default) =>
        _telemetry.MeasureAsync(Operation.Cancel, _options.BaseAddress, () => SendCancelAsync(taskId, cancellationToken));

    private async Task<CancelOutcome> SendCancelAsync(string taskId, CancellationToken cancellationToken)
    {
        using var request = _headers.Request(HttpMethod.Delete, _routes.Task(taskId));
        var answer = await _plain.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (answer.IsSuccess && (answer.IsEmpty || answer.Json is { } json && !ErrorEnvelope.Stands(json)))
            return CancelOutcome.Accepted;
        // A gateway of this family answers an unknown route with its web page.
        if (answer.IsHtml && answer.IsSuccess || answer.Status == 501)
            return CancelOutcome.NotOffered;
        var error = _errors.Map(Operation.Cancel, answer);
        return error.Kind switch
        {
            ApiErrorKind.NoSuchTask => CancelOutcome.NoSuchTask,
            ApiErrorKind.WrongAddress => CancelOutcome.NotOffered,
            _ => throw Logged(Operation.Cancel, error),
        };
    }

    /// <summary>The gateway's public catalogue of models that can be used now. Needs no key and sends none.</summary>
    /// <exception cref="CometApiException">The service answered with an error, or with something that cannot be read.</exception>
    /// <exception cref="CometRunwayConnectionException">No answer arrived.</exception>
    public Task<IReadOnlyList<AvailableModel>> ListModelsAsync(CancellationToken cancellationToken = default) =>
        _telemetry.MeasureAsync(Operation.List, _options.BaseAddress, () => ReadModelsAsync(cancellationToken));

    private async Task<IReadOnlyList<AvailableModel>> ReadModelsAsync(CancellationToken cancellationToken)
    {
        using var request = _headers.Request(HttpMethod.Get, _routes.Models, withKey: false);
        request.Options.Set(BodyCapHandler.Limit, ModelListLimit);
        var answer = await _plain.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return answer is { IsSuccess: true, Json: { } json } && ModelListReader.Read(json) is { } models
            ? models
            : throw Refused(Operation.List, answer);
    }

    /// <summary>The error when there is no key, so that nothing is recorded for a call that cannot be made; else null.</summary>
    public NotConfiguredException? MissingKey() => _headers.MissingKey();

    private CometApiException Refused(Operation operation, ApiResponse answer) => Logged(operation, _errors.Map(operation, answer));

    private CometApiException Logged(Operation operation, CometApiException error)
    {
        Log.Refused(_logger, operation.ToString(), error.Status, error.Kind, error.Code, error.RequestId, error.Charge);
        return error;
    }
}
