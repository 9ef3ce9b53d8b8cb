using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using CometRunway.Images.Loading;
using CometRunway.Net;

namespace CometRunway.Images.Remote;

/// <summary>
/// Probes a link with a HEAD request and a GET request for the first bytes. Only https is allowed (loopback addresses only when enabled), no
/// credentials are sent, and the address of each hop is checked before a request and again when the connection opens.
/// </summary>
internal sealed class RemoteImageProbe(HttpClient client, bool allowLoopback, NameLookup lookup)
{
    private const int MaxRedirects = 4;
    private const int BytesRead = 128 * 1024;

    /// <summary>Probes a link.</summary>
    /// <exception cref="ProbeFailedException">The link could not be probed.</exception>
    public async Task<ProbeResult> ProbeAsync(Uri link, CancellationToken ct)
    {
        try
        {
            return await FollowAsync(link, ct).ConfigureAwait(false);
        }
        catch (Exception e) when (AddressRefusedException.IsIn(e))
        {
            throw new ProbeFailedException("it leads to an address of this machine or of a private network, which is never asked", e);
        }
        catch (Exception e) when (e is SocketException or HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError })
        {
            throw new ProbeFailedException("its name cannot be resolved", e);
        }
        catch (HttpRequestException e) when (e.InnerException is AuthenticationException)
        {
            throw new ProbeFailedException("its certificate is not valid", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new ProbeFailedException("the connection failed", e);
        }
    }

    private async Task<ProbeResult> FollowAsync(Uri link, CancellationToken ct)
    {
        // The service fetches the link as it is written, so it is probed as it is written.
        var (address, redirects) = (ExactLink.TryParse(ExactLink.TextOf(link)) ?? link, 0);
        while (true)
        {
            try
            {
                using var head = await SendAsync(HttpMethod.Head, address, ct).ConfigureAwait(false);
                if (!IsRedirect(head.StatusCode))
                    return await ReadAsync(new(link, address) { Redirects = redirects }, head, ct).ConfigureAwait(false);
                redirects++;
                if (!head.Headers.NonValidated.TryGetValues("Location", out var location) || ExactLink.TryResolve(address, location.ToString()) is not { } next)
                    return FailedRedirect(link, address, redirects);
                if (redirects > MaxRedirects || LinkImage.Validate(next, allowLoopback) is not null)
                    return FailedRedirect(link, next, redirects);
                address = next;
            }
            catch (Exception e) when (redirects > 0 && IsFailure(e))
            {
                // The service follows no redirects, so this result is sufficient.
                return FailedRedirect(link, address, redirects);
            }
        }
    }

    private static ProbeResult FailedRedirect(Uri link, Uri address, int redirects) => new(link, address) { Redirects = redirects, RedirectFailed = true };

    private static bool IsFailure(Exception e) => e is HttpRequestException or SocketException or IOException or AddressRefusedException;

    private async Task<ProbeResult> ReadAsync(ProbeResult seen, HttpResponseMessage head, CancellationToken ct)
    {
        using var get = await SendAsync(HttpMethod.Get, seen.FinalUri, ct).ConfigureAwait(false);
        seen = seen with
        {
            HeadStatus = (int)head.StatusCode,
            HeadHasLength = head.Content.Headers.ContentLength is > 0,
            GetStatus = (int)get.StatusCode,
            MediaType = MediaType(get) ?? MediaType(head),
            Length = get.Content.Headers.ContentRange?.Length ?? (get.StatusCode == HttpStatusCode.OK ? get.Content.Headers.ContentLength : null) ?? LengthOf(head),
        };
        return seen.IsFound ? await SniffAsync(seen, get, ct).ConfigureAwait(false) : seen;
    }

    private static async Task<ProbeResult> SniffAsync(ProbeResult seen, HttpResponseMessage get, CancellationToken ct)
    {
        var bytes = new byte[BytesRead];
        var stream = await get.Content.ReadAsStreamAsync(ct).ConfigureAwait(false);
        int count;
        await using (stream.ConfigureAwait(false))
            count = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct).ConfigureAwait(false);
        var isWhole = count < bytes.Length && seen.Length is null;
        var length = seen.Length ?? (isWhole ? count : long.MaxValue);
        var head = bytes.AsMemory(0, count);
        return seen with
        {
            Length = isWhole ? count : seen.Length,
            Header = ImageHeader.Read(head.Span, length),
            ContentKind = count > 0 ? UnsupportedFormats.Name(head.Span) : "empty",
        };
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri address, CancellationToken ct)
    {
        await GuardedConnector.CheckHostAsync(address, allowLoopback, lookup, ct).ConfigureAwait(false);
        using var request = new HttpRequestMessage(method, address);
        request.Options.Set(GuardedConnector.AllowLoopback, allowLoopback);
        request.Headers.Accept.ParseAdd("image/png, image/jpeg, image/webp, */*;q=0.1");
        if (method == HttpMethod.Get)
            request.Headers.Range = new RangeHeaderValue(0, BytesRead - 1);
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct).ConfigureAwait(false);
    }

    private static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    private static string? MediaType(HttpResponseMessage response) => response.Content.Headers.ContentType?.MediaType?.Trim().ToLowerInvariant();

    private static long? LengthOf(HttpResponseMessage head) => head.IsSuccessStatusCode && head.Content.Headers.ContentLength is > 0 and var length ? length : null;
}

/// <summary>The exception that is thrown when a link could not be probed. The message is the reason, as a clause.</summary>
internal sealed class ProbeFailedException(string reason, Exception? inner = null) : Exception(reason, inner);
