using System.Net;

namespace CometRunway.Api.Http;

/// <summary>The sockets to the gateway.</summary>
internal static class SocketsHandlerFactory
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PoolLifetime = TimeSpan.FromMinutes(2);

    /// <summary>For reads: connections are shared and renewed.</summary>
    public static SocketsHttpHandler Pooled(bool loopback) => Create(loopback, PoolLifetime);

    /// <summary>
    /// For creates: every request opens a connection of its own. A pooled one may be dead already; then the outcome of a paid call would be
    /// unknown for nothing, or the socket layer would send it again by itself.
    /// </summary>
    public static SocketsHttpHandler Fresh(bool loopback) => Create(loopback, TimeSpan.Zero);

    private static SocketsHttpHandler Create(bool loopback, TimeSpan lifetime) => new()
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
