using System.Text.Json;
using CometRunway.Api.Wire;
using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Options;
using Microsoft.Extensions.Logging;

namespace CometRunway.Api.Http;

/// <summary>The one call that costs money: sent once, and to its end.</summary>
internal sealed class CreateSender(HttpMessageInvoker http, RequestFactory headers, Endpoints routes, CometRunwayOptions options, TimeProvider time, ILogger logger)
{
    private const int Attempts = 2;

    /// <summary>
    /// The service's answer, whatever it is, or else why there is none. The caller's cancellation counts until the bytes may leave. A second attempt is made
    /// only when the connection never opened.
    /// </summary>
    public async Task<(ApiResponse? Answer, CometRunwayException? Failure)> SendAsync(CreateTaskRequest body, CancellationToken cancellationToken)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, WireJsonContext.Default.CreateTaskRequest);
        for (var attempt = 1; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var guard = new SendOnceGuard(options.CreateTimeout, time, cancellationToken);
            try
            {
                return (await SendOnceAsync(bytes, guard).ConfigureAwait(false), null);
            }
            catch (CometRunwayException error)
            {
                return (null, error);
            }
            catch (Exception exception)
            {
                if (guard.WasCancelled && !guard.MayHaveLeft)
                    throw new OperationCanceledException("The create was cancelled before anything was sent.", exception, cancellationToken);
                if (guard.MayHaveLeft || attempt == Attempts || guard.Token.IsCancellationRequested || !ConnectFailure.Is(exception))
                    return (null, Failure(guard, exception));
                var reason = ConnectFailure.Reason(exception);
                Log.CreateRepeated(logger, reason);
            }
        }
    }

    /// <summary>What the send itself brought counts, and counts at once, whatever the handlers around it make of it and whenever they return.</summary>
    private async Task<ApiResponse> SendOnceAsync(byte[] body, SendOnceGuard guard)
    {
        var through = ThroughTheAppAsync(body, guard);
        _ = DisposeAfterAsync(guard, through);
        await Task.WhenAny(through, guard.Outcome).ConfigureAwait(false);
        if (!guard.Outcome.IsCompleted && guard.TryClose())
            return await through.ConfigureAwait(false);
        var answer = await guard.Outcome.ConfigureAwait(false);
        if (guard.WasPrevented)
            Log.CreateSentAgainPrevented(logger, CometRunwayHttpClients.Creates);
        return answer;
    }

    /// <summary>The request's way through the handlers of the app. It may go on when the outcome is known, and then nobody waits for it.</summary>
    private async Task<ApiResponse> ThroughTheAppAsync(byte[] body, SendOnceGuard guard)
    {
        using var request = headers.Request(HttpMethod.Post, routes.ImageToVideo);
        request.Content = new WatchedContent(body, guard);
        request.Options.Set(SendOnceGuard.Key, guard);
        using var response = await http.SendAsync(request, guard.Token).ConfigureAwait(false);
        // Read only where a handler answered in place of the service; else the outcome has the answer already.
        return guard.HasSent
            ? await guard.Outcome.ConfigureAwait(false)
            : await ApiResponse.ReadAsync(response, time, guard.Token).ConfigureAwait(false);
    }

    /// <summary>The guard's time limit must last as long as anything is on its way.</summary>
    private static async Task DisposeAfterAsync(SendOnceGuard guard, Task through)
    {
        await through.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!guard.TryClose())
            await ((Task)guard.Outcome).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        guard.Dispose();
    }

    private CometRunwayConnectionException Failure(SendOnceGuard guard, Exception exception)
    {
        if (guard.WasPrevented)
            Log.CreateSentAgainPrevented(logger, CometRunwayHttpClients.Creates);
        var reason = exception is SendOnceException ? exception.Message : ConnectFailure.Reason(exception);
        if (guard.MayHaveLeft && exception is not SendOnceException { IsUnsent: true })
        {
            Log.CreateWithoutAnswer(logger, reason, ChargeStatus.Unknown);
            return new CometRunwayConnectionException($"The request reached {routes.ImageToVideo.Authority}, or may have, but no answer came back ({reason}): a task may have been created and charged.", neverConnected: false, exception)
            {
                Charge = ChargeStatus.Unknown,
            };
        }

        Log.CreateWithoutAnswer(logger, reason, ChargeStatus.No);
        return new CometRunwayConnectionException($"The request to {routes.ImageToVideo.Authority} was not sent ({reason}): nothing was charged.", neverConnected: true, exception)
        {
            Charge = ChargeStatus.No,
            IsTransient = ConnectFailure.Is(exception) || guard.Token.IsCancellationRequested,
        };
    }
}
