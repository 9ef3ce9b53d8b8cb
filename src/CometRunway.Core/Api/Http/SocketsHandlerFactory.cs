using System.Net;

namespace CometRunway.Api.Http;

/// <summary>Creates the socket handlers for the gateway.</summary>
internal static class SocketsHandlerFactory
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PoolLifetime = TimeSpan.FromMinutes(2);

    /// <summary>Creates the handler for reads, which pools connections.</summary>
    public static SocketsHttpHandler Pooled(bool loopback) => Create(loopback, PoolLifetime);

    /// <summary>
    /// Creates the handler for creates, which opens a new connection for each request. A pooled connection may already be closed by the server;
    /// then the outcome of a paid request would be unknown without need, or the handler would automatically send it again.
    /// </summary>
    public static SocketsHttpHandler Unpooled(bool loopback) => Create(loopback, TimeSpan.Zero);

    private static SocketsHttpHandler Create(bool loopback, TimeSpan lifetime) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = lifetime,
        // Requests to loopback addresses must not go through a proxy.
        UseProxy = !loopback,
    };
}
