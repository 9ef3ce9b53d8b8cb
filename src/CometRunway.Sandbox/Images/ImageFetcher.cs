using System.Globalization;
using System.Net;

namespace CometRunway.Sandbox.Images;

/// <summary>Downloads images with the limits of Runway: no redirects, 10 seconds, 16 MB.</summary>
internal sealed class ImageFetcher(IHttpClientFactory clients)
{
    public const string ClientName = "images";
    private const int MaxBytes = 16 * 1024 * 1024;

    public static HttpMessageHandler CreateHandler() =>
        new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false };

    public static void Configure(HttpClient client)
    {
        client.Timeout = TimeSpan.FromSeconds(10);
        client.MaxResponseContentBufferSize = MaxBytes;
        client.DefaultRequestHeaders.UserAgent.ParseAdd("RunwayML API/1.0");
    }

    public async Task<(string? MediaType, byte[] Bytes)> FetchAsync(Uri address, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(ClientName);
        try
        {
            using var response = await client.GetAsync(address, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw new InvalidImageException(string.Create(CultureInfo.InvariantCulture, $"Received HTTP response code {(int)response.StatusCode}"));
            }

            var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return (response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant(), bytes);
        }
        catch (HttpRequestException)
        {
            throw new InvalidImageException("Failed to fetch asset");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidImageException("Timeout while fetching asset");
        }
    }
}
