using System.Net;
using System.Net.Http.Headers;
using CometRunway.Net;

namespace CometRunway.Videos.Downloads;

/// <summary>
/// Sends a GET request and follows up to five redirects. The address of each redirect is checked before a request is sent to it. A plain http link is
/// requested with https.
/// </summary>
internal sealed class LinkOpener(HttpClient client, GatewayLinks gateway, bool allowLoopback)
{
    private const int MaxRedirects = 5;
    private const int HttpPort = 80;
    private const int HttpsPort = 443;

    private bool _sendsKey;
    private bool _wasRedirected;
    private Uri? _triedWithKey;

    /// <summary>
    /// True if a link of the service did not lead to a video without the key, so that it may need it. Gateways say so in many ways: besides 401 and 403 with
    /// 404 or 400, with a redirect to a page for signing in, or with a page or JSON instead of the video. Once for each link.
    /// </summary>
    public bool MayNeedKey(Uri link, DownloadException failure) =>
        gateway.Key is not null && !_sendsKey && link != _triedWithKey && gateway.Contains(Secure(link)) && IsRefusal(failure);

    /// <summary>Sends the key with the next requests for a link of the service, and after its redirects within the service.</summary>
    public void SendKeyTo(Uri link) => (_sendsKey, _triedWithKey) = (true, link);

    /// <summary>Sends the key no more.</summary>
    public void SendNoKey() => _sendsKey = false;

    /// <summary>
    /// Returns the first response that is not a redirect. No credentials are sent, except after <see cref="SendKeyTo"/>, to the service itself only: the key
    /// is not sent at first, because a signed link can be refused because of it, and never after a redirect from another address.
    /// </summary>
    public async Task<HttpResponseMessage> GetAsync(Uri link, Action<HttpRequestMessage> prepare, CancellationToken ct)
    {
        _wasRedirected = false;
        var isOwn = true;
        for (var hop = 0; hop <= MaxRedirects; hop++)
        {
            link = Secure(link);
            isOwn = isOwn && gateway.Contains(link);
            var response = await SendAsync(link, isOwn && _sendsKey, prepare, ct).ConfigureAwait(false);
            if (!IsRedirect(response.StatusCode))
                return response;
            _wasRedirected = true;
            using (response)
                link = Next(link, response);
        }

        throw new DownloadException(DownloadFailure.ServiceError, $"The link is redirected more than {MaxRedirects} times.", retryLater: true);
    }

    private bool IsRefusal(DownloadException failure) => failure.Kind switch
    {
        DownloadFailure.LinkNeedsKey or DownloadFailure.LinkRejected or DownloadFailure.NotAVideo or DownloadFailure.AddressRefused => true,
        DownloadFailure.ServiceError => _wasRedirected || !failure.RetryLater,
        // The page for signing in may be one that cannot be reached from here.
        DownloadFailure.Broken or DownloadFailure.Stalled => _wasRedirected,
        _ => false,
    };

    private async Task<HttpResponseMessage> SendAsync(Uri link, bool withKey, Action<HttpRequestMessage> prepare, CancellationToken ct)
    {
        // The person chose the address of the service, which may be in a private network. All other addresses come from a server.
        var isTrusted = gateway.Contains(link);
        if (!isTrusted)
            await GuardedConnector.RefuseHostAsync(link, allowLoopback, ct).ConfigureAwait(false);
        using var request = new HttpRequestMessage(HttpMethod.Get, link);
        request.Options.Set(GuardedConnector.AllowLoopback, allowLoopback);
        request.Options.Set(GuardedConnector.AllowAll, isTrusted);
        prepare(request);
        if (withKey)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", gateway.Key!.Reveal());
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct).ConfigureAwait(false);
    }

    /// <summary>Others could read or replace a file that is sent with http, so the same address is used with https. Loopback does not leave this machine.</summary>
    private Uri Secure(Uri link)
    {
        if (link.Scheme == Uri.UriSchemeHttps || (allowLoopback && link.IsLoopback))
            return link;
        var port = link.Port == HttpPort ? HttpsPort : link.Port;
        return ExactLink.TryParse($"{Uri.UriSchemeHttps}://{link.Host}:{port}{link.PathAndQuery}")
            ?? throw new DownloadException(DownloadFailure.AddressRefused, "The video's link cannot be read.", retryLater: false);
    }

    private static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    private static Uri Next(Uri link, HttpResponseMessage response)
    {
        if (!response.Headers.NonValidated.TryGetValues("Location", out var location))
            throw new DownloadException(DownloadFailure.ServiceError, $"{link.IdnHost} answered with a redirect that leads nowhere.", retryLater: true);
        return ExactLink.TryResolve(link, location.ToString())
            ?? throw new DownloadException(DownloadFailure.AddressRefused, $"{link.IdnHost} answered with a redirect to something that is no https link, so it is not followed.", retryLater: false);
    }
}
