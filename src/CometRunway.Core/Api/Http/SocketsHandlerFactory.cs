using System.Net;
using CometRunway.Net;

namespace CometRunway.Api.Http;

/// <summary>Creates the socket handlers for the gateway, with the connection settings of the app's primary handler.</summary>
internal static class SocketsHandlerFactory
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PoolLifetime = TimeSpan.FromMinutes(2);

    /// <summary>Creates the handler for reads, which pools connections; null if the app's handler is of a type whose settings cannot be read.</summary>
    public static SocketsHttpHandler? Pooled(HttpMessageHandler app, bool loopback) => Create(app, loopback, PoolLifetime, DecompressionMethods.All);

    /// <summary>
    /// Creates the handler for creates, which opens a new connection for each request. A pooled connection may already be closed by the server;
    /// then the outcome of a paid request would be unknown without need, or the handler would automatically send it again. It asks for no compression:
    /// a compressed response that is cut off or wrongly labelled would lose the task id (<see cref="CreateDecompression"/>).
    /// </summary>
    public static SocketsHttpHandler? Unpooled(HttpMessageHandler app, bool loopback) => Create(app, loopback, TimeSpan.Zero, DecompressionMethods.None);

    private static SocketsHttpHandler? Create(HttpMessageHandler app, bool loopback, TimeSpan longest, DecompressionMethods decompression)
    {
        if (AppSockets.Copy(app) is not { } handler)
            return null;
        handler.AutomaticDecompression = decompression;
        if (handler.ConnectTimeout == Timeout.InfiniteTimeSpan)
            handler.ConnectTimeout = ConnectTimeout;
        if (handler.PooledConnectionLifetime == Timeout.InfiniteTimeSpan || handler.PooledConnectionLifetime > longest)
            handler.PooledConnectionLifetime = longest;
        // Requests to loopback addresses must not go through a proxy.
        handler.UseProxy &= !loopback;
        return handler;
    }
}
