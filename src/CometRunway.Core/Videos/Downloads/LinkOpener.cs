using System.Net;
using CometRunway.Net;

namespace CometRunway.Videos.Downloads;

/// <summary>Sends a GET request and follows up to five redirects. The address of each redirect is checked before a request is sent to it.</summary>
internal sealed class LinkOpener(HttpClient client, bool allowLoopback)
{
    private const int MaxRedirects = 5;

    /// <summary>Returns the first response that is not a redirect. No credentials are sent.</summary>
    public async Task<HttpResponseMessage> GetAsync(Uri link, Action<HttpRequestMessage> prepare, CancellationToken ct)
    {
        for (var hop = 0; hop <= MaxRedirects; hop++)
        {
            Check(link);
            await GuardedConnector.RefuseHostAsync(link, allowLoopback, ct).ConfigureAwait(false);
            using var request = new HttpRequestMessage(HttpMethod.Get, link);
            request.Options.Set(GuardedConnector.AllowLoopback, allowLoopback);
            prepare(request);
            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct).ConfigureAwait(false);
            if (!IsRedirect(response.StatusCode))
                return response;
            using (response)
                link = Next(link, response.Headers.Location);
        }

        throw new DownloadException(DownloadFailure.ServiceError, $"The link is redirected more than {MaxRedirects} times.", retryLater: true);
    }

    private void Check(Uri link)
    {
        if (link.Scheme == Uri.UriSchemeHttps || (link.Scheme == Uri.UriSchemeHttp && allowLoopback && link.IsLoopback))
            return;
        throw new DownloadException(DownloadFailure.AddressRefused, "The video's link does not begin with https, so it is not followed.", retryLater: false);
    }

    private static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    private static Uri Next(Uri link, Uri? location) =>
        location is not null && Uri.TryCreate(link, location, out var next)
            ? next
            : throw new DownloadException(DownloadFailure.ServiceError, $"{link.IdnHost} answered with a redirect that leads nowhere.", retryLater: true);
}
