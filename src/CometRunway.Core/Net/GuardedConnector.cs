using System.Net;
using System.Net.Sockets;

namespace CometRunway.Net;

/// <summary>
/// Opens connections only to allowed addresses. The name is resolved here and the checked address is connected to,
/// so a name that changes its address between check and connection gains nothing.
/// </summary>
internal sealed class GuardedConnector(TimeProvider time)
{
    /// <summary>Set on a request that may go to this machine's own addresses.</summary>
    public static readonly HttpRequestOptionsKey<bool> AllowLoopback = new("CometRunway.AllowLoopback");

    private static readonly TimeSpan PerAddress = TimeSpan.FromSeconds(8);

    /// <summary>
    /// A handler that follows no redirects, keeps no cookies, adds no headers and guards each connection.
    /// A system proxy is honoured: where one is set, nothing else leads out, and a paid video must not be lost for it. The proxy
    /// resolves names, out of our sight; <see cref="RefuseHostAsync"/> therefore looks each name up here too, before anything is sent.
    /// This machine's own addresses never go through a proxy.
    /// </summary>
    public static SocketsHttpHandler CreateHandler(TimeProvider time) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(20),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        Proxy = new OutwardProxy(HttpClient.DefaultProxy),
        ConnectCallback = new GuardedConnector(time).ConnectAsync,
    };

    /// <summary>Throws <see cref="AddressRefusedException"/> when the host is, or resolves to, nothing but refused addresses. A name that cannot be resolved here passes: connecting fails by itself, or a proxy knows it.</summary>
    public static async Task RefuseHostAsync(Uri link, bool allowLoopback, CancellationToken ct)
    {
        try
        {
            var addresses = await ResolveAsync(link.IdnHost, ct).ConfigureAwait(false);
            if (addresses.Length > 0 && AddressFilter.Keep(addresses, allowLoopback).Length == 0)
                throw new AddressRefusedException(link.IdnHost);
        }
        catch (SocketException)
        {
            return;
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var request = context.InitialRequestMessage;
        var addresses = await ResolveAsync(host, ct).ConfigureAwait(false);
        if (!IsProxy(context))
            addresses = AddressFilter.Keep(addresses, request.Options.TryGetValue(AllowLoopback, out var allowed) && allowed);
        if (addresses.Length == 0)
            throw new AddressRefusedException(host);
        return await ConnectToFirstAsync(addresses, port, ct).ConfigureAwait(false);
    }

    // Only a proxy is asked to CONNECT, and only a proxy makes the end point another than the request's own host.
    private static bool IsProxy(SocketsHttpConnectionContext context)
    {
        var request = context.InitialRequestMessage;
        return request.Method == HttpMethod.Connect
            || (request.RequestUri is { } uri && !string.Equals(uri.IdnHost, context.DnsEndPoint.Host, StringComparison.OrdinalIgnoreCase));
    }

    private async Task<Stream> ConnectToFirstAsync(IPAddress[] addresses, int port, CancellationToken ct)
    {
        for (var index = 0; ; index++)
        {
            try
            {
                return await ConnectToAsync(addresses[index], port, ct).ConfigureAwait(false);
            }
            catch (SocketException) when (index < addresses.Length - 1 && !ct.IsCancellationRequested)
            {
            }
        }
    }

    private async Task<Stream> ConnectToAsync(IPAddress address, int port, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(PerAddress, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, port, both.Token).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            socket.Dispose();
            throw new SocketException((int)SocketError.TimedOut);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<IPAddress[]> ResolveAsync(string host, CancellationToken ct) =>
        IPAddress.TryParse(host.Trim('[', ']'), out var literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(host, ct).ConfigureAwait(false);
}
