using System.Net;
using CometRunway.Api.Wire;
using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Options;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace CometRunway.Api.Http;

/// <summary>
/// Retries reads, and only reads, after network errors, 408, 429 and 5xx, with jitter and the delay that the server requests. Permanent errors
/// with a transient status (503 <c>model_not_found</c>, 500 <c>invalid_request</c>) are not retried.
/// </summary>
internal static class ReadResilience
{
    /// <summary>A request option: true for a read that its caller repeats itself. It has a timeout and no retries.</summary>
    public static readonly HttpRequestOptionsKey<bool> IsSentOnce = new("CometRunway.IsSentOnce");

    private const int Retries = 3;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);

    /// <summary>The maximum delay before a retry, even if the server requests a longer one.</summary>
    public static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(30);

    public static void Configure(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, CometRunwayOptions options, TimeProvider time, ILogger logger)
    {
        pipeline.TimeProvider = time;
        pipeline.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            Name = "reads",
            MaxRetryAttempts = Retries,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = FirstDelay,
            MaxDelay = MaxDelay,
            ShouldHandle = static arguments => ValueTask.FromResult(IsRetried(arguments.Context) && IsTransient(arguments.Outcome)),
            DelayGenerator = arguments => ValueTask.FromResult(RequestedDelay(arguments.Outcome.Result, time)),
            OnRetry = arguments =>
            {
                var reason = Reason(arguments.Outcome);
                Log.ReadRetried(logger, arguments.RetryDelay, reason);
                return ValueTask.CompletedTask;
            },
        });
        pipeline.AddTimeout(new TimeoutStrategyOptions
        {
            Name = "attempt",
            TimeoutGenerator = arguments => ValueTask.FromResult(IsRead(arguments.Context) ? options.ReadTimeout : Timeout.InfiniteTimeSpan),
        });
    }

    private static bool IsRetried(ResilienceContext context) =>
        IsRead(context) && !(context.GetRequestMessage()!.Options.TryGetValue(IsSentOnce, out var isSentOnce) && isSentOnce);

    private static bool IsRead(ResilienceContext context) => context.GetRequestMessage()?.Method == HttpMethod.Get;

    private static bool IsTransient(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException or IOException or TimeoutRejectedException } => true,
        { Exception: OperationCanceledException { InnerException: TimeoutException } } => true,
        { Result: { } response } => response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
            || ((int)response.StatusCode >= 500 && !IsPermanent(response)),
        _ => false,
    };

    private static bool IsPermanent(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.NotImplemented
        || response.Content is CappedContent body
            && LenientJson.FirstObject(body.Bytes.Span, out _) is { } json
            && ErrorKinds.ByCode(ErrorEnvelope.Read(json)) is ApiErrorKind.ModelNotOffered or ApiErrorKind.InvalidRequest;

    private static TimeSpan? RequestedDelay(HttpResponseMessage? response, TimeProvider time)
    {
        var delay = ApiResponse.RetryAfterOf(response?.Headers.RetryAfter, time);
        return delay > MaxDelay ? MaxDelay : delay;
    }

    private static string Reason(Outcome<HttpResponseMessage> outcome) => outcome.Exception is { } exception
        ? ConnectFailure.Reason(exception)
        : $"HTTP {(int)outcome.Result!.StatusCode}";
}
