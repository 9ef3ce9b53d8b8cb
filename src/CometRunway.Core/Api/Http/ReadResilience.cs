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
/// Repeats reads, and only reads: network errors, 408, 429 and 5xx, with jitter, after the time the server asks for. Answers that are
/// final although their status says otherwise (503 <c>model_not_found</c>, 500 <c>invalid_request</c>) are not repeated.
/// </summary>
internal static class ReadResilience
{
    private const int Retries = 3;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);

    /// <summary>However long a server asks to wait, a read waits no longer than this for it.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

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
            MaxDelay = LongestDelay,
            ShouldHandle = static arguments => ValueTask.FromResult(IsRead(arguments.Context) && IsPassing(arguments.Outcome)),
            DelayGenerator = arguments => ValueTask.FromResult(Asked(arguments.Outcome.Result, time)),
            OnRetry = arguments =>
            {
                var reason = Reason(arguments.Outcome);
                Log.ReadRepeated(logger, arguments.RetryDelay, reason);
                return ValueTask.CompletedTask;
            },
        });
        pipeline.AddTimeout(new TimeoutStrategyOptions
        {
            Name = "attempt",
            TimeoutGenerator = arguments => ValueTask.FromResult(IsRead(arguments.Context) ? options.ReadTimeout : Timeout.InfiniteTimeSpan),
        });
    }

    private static bool IsRead(ResilienceContext context) => context.GetRequestMessage()?.Method == HttpMethod.Get;

    private static bool IsPassing(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException or IOException or TimeoutRejectedException } => true,
        { Exception: OperationCanceledException { InnerException: TimeoutException } } => true,
        { Result: { } response } => response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
            || ((int)response.StatusCode >= 500 && !IsFinal(response)),
        _ => false,
    };

    private static bool IsFinal(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.NotImplemented
        || response.Content is CappedContent body
            && LenientJson.FirstObject(body.Bytes.Span, out _) is { } json
            && ErrorKinds.ByCode(ErrorEnvelope.Read(json)) is ApiErrorKind.ModelNotOffered or ApiErrorKind.InvalidRequest;

    private static TimeSpan? Asked(HttpResponseMessage? response, TimeProvider time)
    {
        var wait = ApiResponse.RetryAfterOf(response?.Headers.RetryAfter, time);
        return wait > LongestDelay ? LongestDelay : wait;
    }

    private static string Reason(Outcome<HttpResponseMessage> outcome) => outcome.Exception is { } exception
        ? ConnectFailure.Reason(exception)
        : $"HTTP {(int)outcome.Result!.StatusCode}";
}
