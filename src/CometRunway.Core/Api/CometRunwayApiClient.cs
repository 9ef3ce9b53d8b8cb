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
    private readonly KnownKeys _keys;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly RequestFactory _requests;
    private readonly Endpoints _endpoints;
    private readonly CreateSender _create;
    private readonly ReadSender _reads;

    public CometRunwayApiClient(HttpClient reads, HttpMessageInvoker creates, IOptions<CometRunwayOptions> options, ApiTelemetry telemetry, KnownKeys keys, TimeProvider time, ILogger<CometRunwayApiClient> logger)
    {
        _options = options.Value;
        _telemetry = telemetry;
        _keys = keys;
        _time = time;
        _logger = new SafeLogger(logger);
        _requests = new RequestFactory(_options);
        _endpoints = new Endpoints(_options.BaseAddress);
        _create = new CreateSender(creates, _requests, _endpoints, _options, time, _logger);
        _reads = new ReadSender(reads, _options, time);
    }

    /// <summary>
    /// Creates a task, which costs money. Sent once: a second time only when the connection never opened. Once its bytes may leave,
    /// <paramref name="cancellationToken"/> is no longer heard, and the call ends with the answer or at
    /// <see cref="CometRunwayOptions.CreateTimeout"/>. A failure is a result, not an exception.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled before anything was sent.</exception>
    public Task<ApiCreateResult> CreateAsync(ApiKey? key, CreateTaskRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _telemetry.MeasureAsync(
            Operation.Create,
            _options.BaseAddress,
            () => SendCreateAsync(key, request, cancellationToken),
            static result => (result as ApiCreateResult.Failed)?.Error);
    }

    private async Task<ApiCreateResult> SendCreateAsync(ApiKey? key, CreateTaskRequest request, CancellationToken cancellationToken)
    {
        if (MissingKey(key) is { } missing)
            return new ApiCreateResult.Failed(missing);
        var (response, failure) = await _create.SendAsync(key, request, cancellationToken).ConfigureAwait(false);
        if (response is null)
            return new ApiCreateResult.Failed(failure!);
        if (!response.IsSuccess || CreateTaskResponseReader.Read(response.Body.Span, response.Location) is not { } created || RedactorWith(key).Holds(created.TaskId))
            return new ApiCreateResult.Failed(Error(Operation.Create, key, response));
        Log.TaskCreated(_logger, created.TaskId);
        if (created.MayNeverBecomeVisible)
            Log.TaskMayNeverBecomeVisible(_logger, created.TaskId);
        return new ApiCreateResult.Accepted(created);
    }

    /// <summary>Reads a task. Retries automatically on network errors, 408, 429 and 5xx.</summary>
    /// <param name="key">The API key of the task's account.</param>
    /// <param name="taskId">The id in the create response.</param>
    /// <param name="createdAt">
    /// The time of the create. Until <see cref="CometRunwayOptions.NotFoundGracePeriod"/> has passed since then, an unknown task has the status
    /// <see cref="ApiTaskStatus.NotVisibleYet"/>. Afterwards, or when this is null, a <see cref="CometApiException"/> of kind <see cref="ApiErrorKind.NoSuchTask"/> is thrown.
    /// </param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="NotConfiguredException">There is no key.</exception>
    /// <exception cref="CometApiException">The service answered with an error, or with something that cannot be read.</exception>
    /// <exception cref="CometRunwayConnectionException">No answer arrived.</exception>
    public Task<ApiTask> GetAsync(ApiKey? key, string taskId, DateTimeOffset? createdAt = null, CancellationToken cancellationToken = default) =>
        _telemetry.MeasureAsync(Operation.Read, _options.BaseAddress, () => ReadAsync(key, taskId, createdAt, isRetried: true, cancellationToken));

    /// <summary>As <see cref="GetAsync"/>, but without retries: for a task that is read again and again anyway.</summary>
    public Task<ApiTask> PollAsync(ApiKey? key, string taskId, DateTimeOffset? createdAt, CancellationToken cancellationToken) =>
        _telemetry.MeasureAsync(Operation.Read, _options.BaseAddress, () => ReadAsync(key, taskId, createdAt, isRetried: false, cancellationToken));

    private async Task<ApiTask> ReadAsync(ApiKey? key, string taskId, DateTimeOffset? createdAt, bool isRetried, CancellationToken cancellationToken)
    {
        using var request = _requests.Create(HttpMethod.Get, _endpoints.Task(taskId), key);
        request.Options.Set(ReadResilience.IsSentOnce, !isRetried);
        var response = await _reads.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response is { IsSuccess: true, Json: { } json } && new TaskReader(RedactorWith(key), _options.BaseAddress).Read(json, taskId) is { } task)
            return task;
        var error = Map(Operation.Read, key, response);
        if (error.Kind == ApiErrorKind.NoSuchTask && _time.GetUtcNow() - createdAt < _options.NotFoundGracePeriod)
            return new ApiTask { Id = taskId, Status = ApiTaskStatus.NotVisibleYet, CreatedAt = createdAt, RawStatus = error.Code };
        throw Logged(Operation.Read, error);
    }

    /// <summary>
    /// Requests the cancellation of a task. CometAPI documents no such endpoint, so <see cref="CancelOutcome.NotOffered"/> is an expected
    /// result. Runway deletes a task that is already finished on this request, so read the task first. The request is not retried.
    /// </summary>
    /// <exception cref="NotConfiguredException">There is no key.</exception>
    /// <exception cref="CometApiException">The service answered with another error.</exception>
    /// <exception cref="CometRunwayConnectionException">No answer arrived.</exception>
    public Task<CancelOutcome> CancelAsync(ApiKey? key, string taskId, CancellationToken cancellationToken = default) =>
        _telemetry.MeasureAsync(Operation.Cancel, _options.BaseAddress, () => SendCancelAsync(key, taskId, cancellationToken));

    private async Task<CancelOutcome> SendCancelAsync(ApiKey? key, string taskId, CancellationToken cancellationToken)
    {
        using var request = _requests.Create(HttpMethod.Delete, _endpoints.Task(taskId), key);
        var response = await _reads.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccess && (response.IsEmpty || response.Json is { } json && !ErrorEnvelope.IsError(json)))
            return CancelOutcome.Accepted;
        // Gateways of this kind return their web page for an unknown endpoint.
        if (response.IsHtml && response.IsSuccess || response.Status == 501)
            return CancelOutcome.NotOffered;
        var error = Map(Operation.Cancel, key, response);
        return error.Kind switch
        {
            ApiErrorKind.NoSuchTask => CancelOutcome.NoSuchTask,
            ApiErrorKind.WrongAddress => CancelOutcome.NotOffered,
            _ => throw Logged(Operation.Cancel, error),
        };
    }

    /// <summary>Lists the models in the gateway's public catalogue that can be used now. Neither needs nor sends the API key.</summary>
    /// <exception cref="CometApiException">The service returned an error or an invalid response.</exception>
    /// <exception cref="CometRunwayConnectionException">No response arrived.</exception>
    public Task<IReadOnlyList<AvailableModel>> ListModelsAsync(CancellationToken cancellationToken = default) =>
        _telemetry.MeasureAsync(Operation.List, _options.BaseAddress, () => ReadModelsAsync(cancellationToken));

    private async Task<IReadOnlyList<AvailableModel>> ReadModelsAsync(CancellationToken cancellationToken)
    {
        using var request = _requests.Create(HttpMethod.Get, _endpoints.Models);
        request.Options.Set(BodyCapHandler.Limit, ModelListLimit);
        var response = await _reads.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return response is { IsSuccess: true, Json: { } json } && ModelListReader.Read(json) is { } models
            ? [.. models.Where(model => !_keys.Redactor.Holds(model.Id))]
            : throw Error(Operation.List, key: null, response);
    }

    /// <summary>The error when there is no key, so that nothing is recorded for a call that cannot be made; else null.</summary>
    public NotConfiguredException? MissingKey(ApiKey? key) => _requests.MissingKey(key);

    private CometApiException Error(Operation operation, ApiKey? key, ApiResponse response) => Logged(operation, Map(operation, key, response));

    private CometApiException Map(Operation operation, ApiKey? key, ApiResponse response) => new ErrorMapper(RedactorWith(key), _options.Names).Map(operation, response);

    /// <summary>The redactor for the key of the call and all other known keys: a service can return the key of another caller.</summary>
    private Redactor RedactorWith(ApiKey? key)
    {
        _keys.Add(key);
        return _keys.Redactor;
    }

    private CometApiException Logged(Operation operation, CometApiException error)
    {
        Log.ErrorResponse(_logger, operation.ToString(), error.Status, error.Kind, error.Code, error.RequestId, error.Charge);
        if (error.UnconfirmedTaskId is { } id)
            Log.ErrorResponseHasId(_logger, id);
        return error;
    }
}
