using System.Text.Json;
using CometRunway.Api.Wire;
using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Options;
using Microsoft.Extensions.Logging;

namespace CometRunway.Api.Http;

/// <summary>Sends the create request, which costs money, at most once and waits for its response.</summary>
internal sealed class CreateSender(HttpMessageInvoker http, RequestFactory requests, Endpoints endpoints, CometRunwayOptions options, TimeProvider time, ILogger logger)
{
    private const int Attempts = 2;

    /// <summary>
    /// The service's answer, whatever it is, or else why there is none. The caller's cancellation counts until the bytes may leave. A second attempt is made
    /// only when the connection never opened.
    /// </summary>
    public async Task<(ApiResponse? Response, CometRunwayException? Failure)> SendAsync(ApiKey? key, CreateTaskRequest body, CancellationToken cancellationToken)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, WireJsonContext.Default.CreateTaskRequest);
        for (var attempt = 1; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var guard = new SendOnceGuard(options.CreateTimeout, time, logger, cancellationToken);
            try
            {
                return (await SendOnceAsync(key, bytes, guard).ConfigureAwait(false), null);
            }
            catch (CometRunwayException error)
            {
                return (null, error);
            }
            catch (Exception exception)
            {
                if (guard.WasCancelled && !guard.MayHaveBeenSent)
                    throw new OperationCanceledException("The create was cancelled before anything was sent.", exception, cancellationToken);
                if (guard.MayHaveBeenSent || attempt == Attempts || guard.Token.IsCancellationRequested || !ConnectFailure.Is(exception))
                    return (null, Failure(guard, exception));
                var reason = ConnectFailure.Reason(exception);
                Log.CreateRetried(logger, reason);
            }
        }
    }

    /// <summary>What the send itself brought counts, and counts at once, whatever the handlers around it make of it and whenever they return.</summary>
    private async Task<ApiResponse> SendOnceAsync(ApiKey? key, byte[] body, SendOnceGuard guard)
    {
        var request = requests.Create(HttpMethod.Post, endpoints.ImageToVideo, key);
        request.Content = new WatchedContent(body, guard);
        request.Options.Set(SendOnceGuard.Key, guard);
        var sending = SendThroughPipelineAsync(request, guard);
        _ = DisposeWhenDoneAsync(request, guard, sending);
        await Task.WhenAny(sending, guard.Outcome).ConfigureAwait(false);
        if (!guard.Outcome.IsCompleted && guard.TryClose())
            return await sending.ConfigureAwait(false);
        return await guard.Outcome.ConfigureAwait(false);
    }

    /// <summary>The request's way through the handlers of the app. It may go on when the outcome is known, and then nobody waits for it.</summary>
    private async Task<ApiResponse> SendThroughPipelineAsync(HttpRequestMessage request, SendOnceGuard guard)
    {
        using var response = await http.SendAsync(request, guard.Token).ConfigureAwait(false);
        // If the request was sent, the outcome already has the response. Otherwise a handler of the app created the response.
        return guard.HasSent
            ? await guard.Outcome.ConfigureAwait(false)
            : await ApiResponse.ReadAsync(response, time, guard.Token).ConfigureAwait(false);
    }

    /// <summary>
    /// Disposes the guard and the request after the send has ended. The pipeline may end before it, when a handler abandons its attempt: until
    /// then the timeout must apply, and a disposed body would cut off the request.
    /// </summary>
    private static async Task DisposeWhenDoneAsync(HttpRequestMessage request, SendOnceGuard guard, Task sending)
    {
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!guard.TryClose())
            await ((Task)guard.Outcome).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        guard.Dispose();
        request.Dispose();
    }

    private CometRunwayConnectionException Failure(SendOnceGuard guard, Exception exception)
    {
        var reason = exception is SendOnceException ? exception.Message : ConnectFailure.Reason(exception);
        if (guard.MayHaveBeenSent && exception is not SendOnceException { IsUnsent: true })
        {
            Log.CreateWithoutResponse(logger, reason, ChargeStatus.Unknown);
            return new CometRunwayConnectionException($"The request reached {endpoints.ImageToVideo.Authority}, or may have, but no answer came back ({reason}): a task may have been created and charged.", neverConnected: false, exception)
            {
                Charge = ChargeStatus.Unknown,
            };
        }

        Log.CreateWithoutResponse(logger, reason, ChargeStatus.No);
        return new CometRunwayConnectionException($"The request to {endpoints.ImageToVideo.Authority} was not sent ({reason}): nothing was charged.", neverConnected: true, exception)
        {
            Charge = ChargeStatus.No,
            IsTransient = ConnectFailure.Is(exception) || guard.Token.IsCancellationRequested,
        };
    }
}
