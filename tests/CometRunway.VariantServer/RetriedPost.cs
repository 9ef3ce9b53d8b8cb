namespace CometRunway.VariantServer;

/// <summary>
/// Intentionally broken: repeats a create request whose outcome is unknown, as many HTTP clients do by default. It replaces the sockets handler
/// and sends copies, because the library prevents all handlers above it from sending twice.
/// </summary>
internal sealed class RetriedPost() : DelegatingHandler(new SocketsHttpHandler())
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        try
        {
            var response = await base.SendAsync(RequestCopy.Of(request, body), cancellationToken);
            if ((int)response.StatusCode < 500)
                return response;
            response.Dispose();
        }
        catch (HttpRequestException)
        {
            // The bug: it is unknown whether the request arrived.
        }

        return await base.SendAsync(RequestCopy.Of(request, body), cancellationToken);
    }
}
