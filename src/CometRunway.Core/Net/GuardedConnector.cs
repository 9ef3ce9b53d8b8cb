using System.Net;
using System.Net.Sockets;

namespace CometRunway.Net;

/// <summary>
/// Opens connections only to allowed addresses. The name is resolved here and the checked address is connected to,
/// so a name that changes its address between check and connection gains nothing.
/// </summary>
internal sealed class GuardedConnector
{
    /// <summary>Set on a request that may go to this machine's own addresses.</summary>
    public static readonly HttpRequestOptionsKey<bool> AllowLoopback = new("CometRunway.AllowLoopback");

    private static readonly TimeSpan PerAddress = TimeSpan.FromSeconds(8);

    private readonly TimeProvider _time;
    private readonly NameLookup _lookup;
    private readonly SocketOpening _open;

    /// <param name="time">For the limit of each attempt.</param>
    /// <param name="lookup">Resolves names; null for the system's own resolver.</param>
    /// <param name="open">Opens sockets; null for real ones.</param>
    public GuardedConnector(TimeProvider time, NameLookup? lookup = null, SocketOpening? open = null)
    {
        _time = time;
        _lookup = lookup ?? SystemLookup;
        _open = open ?? ConnectToAsync;
    }

    /// <summary>The system's own resolver.</summary>
    public static NameLookup SystemLookup { get; } = static (host, ct) => Dns.GetHostAddressesAsync(host, ct);

    /// <summary>
    /// A handler that follows no redirects, keeps no cookies, adds no headers and guards each connection.
    /// A system proxy is honoured: where one is set, nothing else leads out, and a paid video must not be lost for it. The proxy
    /// resolves names, out of our sight; <see cref="RefuseHostAsync"/> therefore looks each name up here too, before anything is sent.
    /// This machine's own addresses never go through a proxy.
    /// </summary>
    public static SocketsHttpHandler CreateHandler(TimeProvider time, NameLookup? lookup = null, SocketOpening? open = null) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(20),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        Proxy = new OutwardProxy(HttpClient.DefaultProxy),
        ConnectCallback = new GuardedConnector(time, lookup, open).ConnectAsync,
    };

    /// <summary>Throws <see cref="AddressRefusedException"/> when the host is, or resolves to, nothing but refused addresses. A name that cannot be resolved here passes: connecting fails by itself, or a proxy knows it.</summary>
    public static async Task RefuseHostAsync(Uri link, bool allowLoopback, CancellationToken ct)
    {
        try
        {
            await CheckHostAsync(link, allowLoopback, SystemLookup, ct).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            return;
        }
    }

    /// <summary>As <see cref="RefuseHostAsync"/>, for what can be left undone: a name that cannot be resolved here fails, because a proxy would then decide alone where the request goes.</summary>
    /// <exception cref="AddressRefusedException">It is, or resolves to, nothing but refused addresses.</exception>
    /// <exception cref="SocketException">It cannot be resolved.</exception>
    public static async Task CheckHostAsync(Uri link, bool allowLoopback, NameLookup lookup, CancellationToken ct)
    {
        var addresses = await ResolveAsync(link.IdnHost, lookup, ct).ConfigureAwait(false);
        if (addresses.Length > 0 && AddressFilter.Keep(addresses, allowLoopback).Length == 0)
            throw new AddressRefusedException(link.IdnHost);
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var request = context.InitialRequestMessage;
        var addresses = await ResolveAsync(host, _lookup, ct).ConfigureAwait(false);
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
                return await _open(addresses[index], port, ct).ConfigureAwait(false);
            }
            catch (SocketException) when (index < addresses.Length - 1 && !ct.IsCancellationRequested)
            {
            }
        }
    }

    private async Task<Stream> ConnectToAsync(IPAddress address, int port, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(PerAddress, _time);
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

    private static async Task<IPAddress[]> ResolveAsync(string host, NameLookup lookup, CancellationToken ct) =>
        IPAddress.TryParse(host.Trim('[', ']'), out var literal)
            ? [literal]
            : await lookup(host, ct).ConfigureAwait(false);
}
