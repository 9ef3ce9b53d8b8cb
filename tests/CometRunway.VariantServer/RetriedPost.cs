using System.Net.Http.Headers;

namespace CometRunway.VariantServer;

/// <summary>
/// Intentionally broken: repeats a create request whose outcome is unknown, as many HTTP clients do by default. It replaces the primary handler
/// and sends copies with a client of its own, because the library prevents all other handlers from sending twice.
/// </summary>
internal sealed class RetriedPost : HttpMessageHandler
{
    private readonly HttpMessageInvoker _own = new(new SocketsHttpHandler());

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        try
        {
            var response = await _own.SendAsync(Copy(request, body), cancellationToken);
            if ((int)response.StatusCode < 500)
                return response;
            response.Dispose();
        }
        catch (HttpRequestException)
        {
            // The bug: it is unknown whether the request arrived.
        }

        return await _own.SendAsync(Copy(request, body), cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _own.Dispose();
        base.Dispose(disposing);
    }

    private static HttpRequestMessage Copy(HttpRequestMessage request, byte[] body)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse("application/json") } },
        };
        foreach (var (name, values) in request.Headers)
            copy.Headers.TryAddWithoutValidation(name, values);
        return copy;
    }
}
