using System.Net.Http.Headers;

namespace CometRunway.VariantServer;

/// <summary>Copies a create request. The body of the original can be sent only once.</summary>
internal static class RequestCopy
{
    public static async Task<HttpRequestMessage> OfAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Of(request, await request.Content!.ReadAsByteArrayAsync(cancellationToken));

    public static HttpRequestMessage Of(HttpRequestMessage request, byte[] body)
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
