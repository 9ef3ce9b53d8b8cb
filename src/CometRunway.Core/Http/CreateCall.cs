using System.Text.Json;
using CometRunway.Configuration;
using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Wire;
using Microsoft.Extensions.Logging;

namespace CometRunway.Http;

/// <summary>The one call that costs money: sent once, and to its end.</summary>
internal sealed class CreateCall(HttpClient http, CallHeaders headers, Routes routes, CometRunwayOptions options, TimeProvider time, ILogger logger)
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
            using var gate = new DepartureGate(options.CreateTimeout, time, cancellationToken);
            try
            {
                return await SendOnceAsync(bytes, gate).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
            {
                if (gate.WasStopped)
                    throw new OperationCanceledException("The create was cancelled before anything was sent.", exception, cancellationToken);
                if (!CanRepeat(gate, exception) || attempt == Attempts)
                    throw Failure(gate, exception);
                var reason = ConnectFailure.Reason(exception);
                Log.CreateRepeated(logger, reason);
            }
        }
    }

    private async Task<Answer> SendOnceAsync(byte[] body, DepartureGate gate)
    {
        using var request = headers.Request(HttpMethod.Post, routes.ImageToVideo);
        request.Content = new GatedContent(body, gate);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, gate.Token).ConfigureAwait(false);
        return await Answer.ReadAsync(response, time, gate.Token).ConfigureAwait(false);
    }

    private static bool CanRepeat(DepartureGate gate, Exception exception) =>
        !gate.HasDeparted && !gate.Token.IsCancellationRequested && ConnectFailure.Is(exception);

    private TransportException Failure(DepartureGate gate, Exception exception)
    {
        var neverSent = !gate.HasDeparted && (gate.Token.IsCancellationRequested || ConnectFailure.Is(exception));
        var charge = neverSent ? Charge.No : Charge.Unknown;
        var reason = ConnectFailure.Reason(exception);
        Log.CreateWithoutAnswer(logger, reason, charge);
        var message = neverSent
            ? $"The connection to {routes.ImageToVideo.Authority} did not open ({reason}): nothing was sent, nothing was charged."
            : $"The request reached {routes.ImageToVideo.Authority}, or may have, but no answer came back ({reason}): a task may have been created and charged.";
        return new TransportException(message, neverSent, exception) { Charge = charge, IsTransient = neverSent };
    }
}
