using System.Net.Http.Headers;
using System.Text.Json;
using CometRunway.Configuration;
using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Wire;
using Microsoft.Extensions.Logging;

namespace CometRunway.Http;

/// <summary>The one call that costs money: sent once, and to its end.</summary>
internal sealed class CreateCall(HttpMessageInvoker http, CallHeaders headers, Routes routes, CometRunwayOptions options, TimeProvider time, ILogger logger)
{
    private const int Attempts = 2;

    /// <summary>
    /// The service's answer, whatever it is. The caller's cancellation counts until the bytes may leave. A second attempt is made
    /// only when the connection never opened.
    /// </summary>
    public async Task<Answer> SendAsync(CreateBody body, CancellationToken cancellationToken)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, WireJsonContext.Default.CreateBody);
        for (var attempt = 1; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var guard = new SendOnceGuard(options.CreateTimeout, time, cancellationToken);
            try
            {
                return await SendOnceAsync(bytes, guard).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not CometRunwayException)
            {
                if (guard.WasCancelled)
                    throw new OperationCanceledException("The create was cancelled before anything was sent.", exception, cancellationToken);
                if (guard.HasSent || attempt == Attempts || guard.Token.IsCancellationRequested || !ConnectFailure.Is(exception))
                    throw Failure(guard, exception);
                var reason = ConnectFailure.Reason(exception);
                Log.CreateRepeated(logger, reason);
            }
        }
    }

    /// <summary>What the send itself brought counts, whatever the handlers around it made of it.</summary>
    private async Task<Answer> SendOnceAsync(byte[] body, SendOnceGuard guard)
    {
        using var request = headers.Request(HttpMethod.Post, routes.ImageToVideo);
        request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        request.Options.Set(SendOnceGuard.Key, guard);
        try
        {
            using var response = await http.SendAsync(request, guard.Token).ConfigureAwait(false);
            // A handler of the app answered in place of the service.
            if (guard.TryClose())
                return await Answer.ReadAsync(response, time, guard.Token).ConfigureAwait(false);
        }
        catch (Exception) when (!guard.TryClose())
        {
            // The outcome below says what became of the body; what the handlers around it threw does not.
        }

        var answer = await guard.Outcome.ConfigureAwait(false);
        if (guard.WasPrevented)
            Log.CreateSentAgainPrevented(logger, CometRunwayClient.CreateHttpClientName);
        return answer;
    }

    private TransportException Failure(SendOnceGuard guard, Exception exception)
    {
        if (guard.WasPrevented)
            Log.CreateSentAgainPrevented(logger, CometRunwayClient.CreateHttpClientName);
        var reason = exception is SendOnceException ? exception.Message : ConnectFailure.Reason(exception);
        if (guard.HasSent)
        {
            Log.CreateWithoutAnswer(logger, reason, Charge.Unknown);
            return new TransportException($"The request reached {routes.ImageToVideo.Authority}, or may have, but no answer came back ({reason}): a task may have been created and charged.", neverConnected: false, exception)
            {
                Charge = Charge.Unknown,
            };
        }

        Log.CreateWithoutAnswer(logger, reason, Charge.No);
        return new TransportException($"The request to {routes.ImageToVideo.Authority} was not sent ({reason}): nothing was charged.", neverConnected: true, exception)
        {
            Charge = Charge.No,
            IsTransient = ConnectFailure.Is(exception) || guard.Token.IsCancellationRequested,
        };
    }
}
