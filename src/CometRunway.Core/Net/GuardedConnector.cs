using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace CometRunway.Net;

/// <summary>
/// Opens connections to allowed addresses only. It resolves the host name and connects to the checked address, so DNS rebinding between
/// the check and the connection has no effect.
/// </summary>
internal sealed class GuardedConnector
{
    /// <summary>A request option that allows loopback addresses.</summary>
    public static readonly HttpRequestOptionsKey<bool> AllowLoopback = new("CometRunway.AllowLoopback");

    /// <summary>A request option that allows all addresses, for the address that a person configured.</summary>
    public static readonly HttpRequestOptionsKey<bool> AllowAll = new("CometRunway.AllowAll");

    private const int MaxHostLength = 253;

    private static readonly TimeSpan AddressTimeout = TimeSpan.FromSeconds(8);

    private readonly TimeProvider _time;
    private readonly NameLookup _lookup;
    private readonly SocketConnect _open;

    /// <param name="time">The clock for the timeout of each attempt.</param>
    /// <param name="lookup">Resolves host names; null for the system's resolver.</param>
    /// <param name="open">Opens sockets; null for the default.</param>
    public GuardedConnector(TimeProvider time, NameLookup? lookup = null, SocketConnect? open = null)
    {
        _time = time;
        _lookup = lookup ?? SystemLookup;
        _open = open ?? ConnectToAsync;
    }

    /// <summary>The resolver of the operating system.</summary>
    public static NameLookup SystemLookup { get; } = static (host, ct) => Dns.GetHostAddressesAsync(host, ct);

    /// <summary>
    /// Creates a handler that follows no redirects, keeps no cookies, adds no headers and checks the address of each connection.
    /// It uses the system's proxy, because there may be no other way to download a paid video. The proxy resolves host names itself, so
    /// <see cref="RefuseHostAsync"/> also resolves and checks each name here before a request is sent.
    /// Loopback addresses never go through a proxy. An app's handler for all clients can set another proxy and its own check of server
    /// certificates. Its connection callback does not apply, because it would bypass the check of addresses, and its client certificates are
    /// not sent to the hosts of links.
    /// </summary>
    public static SocketsHttpHandler CreateHandler(TimeProvider time, NameLookup? lookup = null, SocketConnect? open = null, HttpMessageHandler? app = null)
    {
        var settings = app is null ? null : AppSockets.Copy(app);
        return new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectTimeout = TimeSpan.FromSeconds(20),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            UseProxy = settings?.UseProxy ?? true,
            Proxy = new LoopbackBypassProxy(settings?.Proxy ?? HttpClient.DefaultProxy),
            DefaultProxyCredentials = settings?.DefaultProxyCredentials,
            SslOptions = ServerChecks(settings?.SslOptions),
            ConnectCallback = new GuardedConnector(time, lookup, open).ConnectAsync,
        };
    }

    private static SslClientAuthenticationOptions ServerChecks(SslClientAuthenticationOptions? app) => app is null ? new() : new()
    {
        EnabledSslProtocols = app.EnabledSslProtocols,
        RemoteCertificateValidationCallback = app.RemoteCertificateValidationCallback,
        CertificateRevocationCheckMode = app.CertificateRevocationCheckMode,
        CertificateChainPolicy = app.CertificateChainPolicy,
    };

    /// <summary>Throws <see cref="AddressRefusedException"/> when the host resolves to disallowed addresses only. A name that cannot be resolved is accepted: either the connection fails later, or the proxy can resolve it.</summary>
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

    /// <summary>The strict form of <see cref="RefuseHostAsync"/> for optional requests: a name that cannot be resolved fails, because otherwise a proxy alone would decide where the request goes.</summary>
    /// <exception cref="AddressRefusedException">The host resolves to disallowed addresses only.</exception>
    /// <exception cref="SocketException">The host cannot be resolved.</exception>
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
        if (!IsProxy(context) && !IsSet(request, AllowAll))
            addresses = AddressFilter.Keep(addresses, IsSet(request, AllowLoopback));
        if (addresses.Length == 0)
            throw new AddressRefusedException(host);
        return await ConnectToFirstAsync(addresses, port, ct).ConfigureAwait(false);
    }

    private static bool IsSet(HttpRequestMessage request, HttpRequestOptionsKey<bool> option) => request.Options.TryGetValue(option, out var value) && value;

    // Only proxies receive CONNECT requests, and only with a proxy does the end point differ from the host of the request.
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
        using var timeout = new CancellationTokenSource(AddressTimeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, port, linked.Token).ConfigureAwait(false);
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

    private static async Task<IPAddress[]> ResolveAsync(string host, NameLookup lookup, CancellationToken ct)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var literal))
            return [literal];
        // The system's lookup throws an ArgumentException for it, as if this program had an error.
        if (host.Length > MaxHostLength)
            throw new SocketException((int)SocketError.HostNotFound);
        return await lookup(host, ct).ConfigureAwait(false);
    }
}

/// <summary>The system's proxy, bypassed for loopback addresses.</summary>
internal sealed class LoopbackBypassProxy(IWebProxy system) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => system.Credentials;
        set => throw new NotSupportedException();
    }

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : system.GetProxy(destination);

    public bool IsBypassed(Uri host) => host.IsLoopback || system.IsBypassed(host);
}
