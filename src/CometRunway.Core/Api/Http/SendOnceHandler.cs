namespace CometRunway.Api.Http;

/// <summary>
/// Stands between the sockets and every handler that an app puts around the paid request. It keeps the answer of the one send, so that no
/// handler can lose it, and lets no timeout but the request's own cut off an answer that is being paid for.
/// </summary>
internal sealed class SendOnceHandler(TimeProvider time) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // A handler that builds the request anew may send it as often as it likes, and nothing here could tell.
        if (request.Content is not { } body || !request.Options.TryGetValue(SendOnceGuard.Key, out var guard))
            throw new SendOnceException("A handler replaced the request that creates a paid task with one of its own; it is not sent, because it could not be kept from being sent twice.") { IsUnsent = true };
        guard.IsReached = true;
        guard.ThrowIfSent();
        using var attempt = new SendOnceContent(body, guard);
        using var message = Message(request, attempt);
        try
        {
            var response = await base.SendAsync(message, guard.Token).ConfigureAwait(false);
            response.RequestMessage = request;
            if (attempt.HasLeft)
                guard.Complete(await ApiResponse.ReadAsync(response, time, guard.Token).ConfigureAwait(false));
            return response;
        }
        catch (Exception error) when (attempt.HasLeft)
        {
            guard.Fail(error);
            throw;
        }
    }

    /// <summary>A message of its own for each attempt: several may be under way with the same request.</summary>
    private static HttpRequestMessage Message(HttpRequestMessage request, HttpContent body)
    {
        var message = new HttpRequestMessage(request.Method, request.RequestUri) { Content = body, Version = request.Version, VersionPolicy = request.VersionPolicy };
        foreach (var (name, values) in request.Headers.NonValidated)
            message.Headers.TryAddWithoutValidation(name, values);
        foreach (var option in request.Options)
            ((IDictionary<string, object?>)message.Options)[option.Key] = option.Value;
        return message;
    }
}
