using CometRunway.Diagnostics;
using Microsoft.Extensions.Logging;

namespace CometRunway.Api.Http;

/// <summary>
/// Runs between the sockets and the handlers that an app adds to the client for paid requests. It stores the response, so that no handler can
/// lose it, and it applies only the create timeout, so that no other timeout can cancel a paid request.
/// </summary>
internal sealed class SendOnceHandler(TimeProvider time, ILogger logger) : DelegatingHandler
{
    /// <summary>True if the inner handler opens a new connection for each request. Otherwise each request asks for its connection to be closed.</summary>
    public required bool OpensConnections { get; init; }

    /// <inheritdoc cref="SendOnceContent.RefusesToBuffer"/>
    public required bool RefusesToBuffer { get; init; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // If a handler created a new request, repeated sends could not be detected here.
        if (request.Content is not { } body || !request.Options.TryGetValue(SendOnceGuard.Key, out var guard))
        {
            Log.ReplacedCreatePrevented(logger, CometRunwayHttpClients.Creates);
            throw new SendOnceException("An HTTP message handler replaced the request that creates a paid task. The new request is not sent, because sending it twice could not be prevented.") { IsUnsent = true };
        }

        guard.IsReached = true;
        guard.ThrowIfSent();
        using var attempt = new SendOnceContent(body, guard) { RefusesToBuffer = RefusesToBuffer };
        using var message = CopyRequest(request, attempt);
        try
        {
            var response = await base.SendAsync(message, guard.Token).ConfigureAwait(false);
            response.RequestMessage = request;
            if (attempt.WasSent)
                guard.Complete(await ApiResponse.ReadAsync(response, time, guard.Token).ConfigureAwait(false));
            return response;
        }
        catch (Exception error) when (attempt.WasSent)
        {
            guard.Fail(error);
            throw;
        }
    }

    /// <summary>Copies the request for each attempt, because several attempts may run concurrently with the same request.</summary>
    private HttpRequestMessage CopyRequest(HttpRequestMessage request, HttpContent body)
    {
        var message = new HttpRequestMessage(request.Method, request.RequestUri) { Content = body, Version = request.Version, VersionPolicy = request.VersionPolicy };
        foreach (var (name, values) in request.Headers.NonValidated)
            message.Headers.TryAddWithoutValidation(name, values);
        foreach (var option in request.Options)
            ((IDictionary<string, object?>)message.Options)[option.Key] = option.Value;
        if (!OpensConnections)
            message.Headers.ConnectionClose = true;
        return message;
    }
}
