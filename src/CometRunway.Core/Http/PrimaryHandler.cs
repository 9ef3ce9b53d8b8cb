using System.Net;

namespace CometRunway.Http;

/// <summary>
/// The sockets. Reads share a pool; a create always opens a connection of its own, because a pooled one may be dead already: then the
/// outcome of a paid call would be unknown for nothing, or the socket layer would send it again by itself.
/// </summary>
internal sealed class PrimaryHandler(bool loopback) : HttpMessageHandler
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PoolLifetime = TimeSpan.FromMinutes(2);

    private readonly HttpMessageInvoker _pooled = new(Sockets(loopback, PoolLifetime));
    private readonly HttpMessageInvoker _fresh = new(Sockets(loopback, TimeSpan.Zero));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        (request.Method == HttpMethod.Post ? _fresh : _pooled).SendAsync(request, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _pooled.Dispose();
            _fresh.Dispose();
        }

        base.Dispose(disposing);
    }

    private static SocketsHttpHandler Sockets(bool loopback, TimeSpan lifetime) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = lifetime,
        // A proxy set for the outside world must not get calls for this machine.
        UseProxy = !loopback,
    };
}
