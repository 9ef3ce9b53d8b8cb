using System.Net.Http.Headers;

namespace CometRunway.VariantServer;

/// <summary>
/// Broken on purpose: repeats a paid request whose outcome is not known, as many HTTP clients do by default. It sits in the place of the
/// sockets and sends copies, because everything above them is kept from sending twice.
/// </summary>
internal sealed class RetriedPost() : DelegatingHandler(new SocketsHttpHandler())
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        try
        {
            var response = await base.SendAsync(Copy(request, body), cancellationToken);
            if ((int)response.StatusCode < 500)
                return response;
            response.Dispose();
        }
        catch (HttpRequestException)
        {
            // The mistake: nobody knows whether it arrived.
        }

        return await base.SendAsync(Copy(request, body), cancellationToken);
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
