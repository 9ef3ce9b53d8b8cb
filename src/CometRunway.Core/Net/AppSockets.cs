using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace CometRunway.Net;

/// <summary>
/// Reads the connection settings of the primary handler that an app registered: proxy, certificates, protocols, connection callback. The app's
/// own instance is not changed, because other clients may share it. Credentials for servers, cookies and redirects are left out: no request
/// of this library uses them.
/// </summary>
internal static class AppSockets
{
    /// <summary>Creates a new handler with the connection settings of the app's handler; null if they cannot be read, because it is another type.</summary>
    public static SocketsHttpHandler? Copy(HttpMessageHandler app) => app switch
    {
        SocketsHttpHandler sockets => Copy(sockets),
        // A derived class may change the requests, and certificates from the store of the user cannot be read.
        HttpClientHandler { ClientCertificateOptions: ClientCertificateOption.Manual } client when client.GetType() == typeof(HttpClientHandler) => Copy(client),
        _ => null,
    };

    private static SocketsHttpHandler Copy(SocketsHttpHandler app) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = app.UseProxy,
        Proxy = app.Proxy,
        DefaultProxyCredentials = app.DefaultProxyCredentials,
        SslOptions = app.SslOptions,
        ConnectCallback = app.ConnectCallback,
        ConnectTimeout = app.ConnectTimeout,
        PlaintextStreamFilter = app.PlaintextStreamFilter,
        PooledConnectionLifetime = app.PooledConnectionLifetime,
        PooledConnectionIdleTimeout = app.PooledConnectionIdleTimeout,
        MaxConnectionsPerServer = app.MaxConnectionsPerServer,
        MaxResponseHeadersLength = app.MaxResponseHeadersLength,
        MaxResponseDrainSize = app.MaxResponseDrainSize,
        ResponseDrainTimeout = app.ResponseDrainTimeout,
        KeepAlivePingDelay = app.KeepAlivePingDelay,
        KeepAlivePingTimeout = app.KeepAlivePingTimeout,
        KeepAlivePingPolicy = app.KeepAlivePingPolicy,
        EnableMultipleHttp2Connections = app.EnableMultipleHttp2Connections,
        RequestHeaderEncodingSelector = app.RequestHeaderEncodingSelector,
        ResponseHeaderEncodingSelector = app.ResponseHeaderEncodingSelector,
        ActivityHeadersPropagator = app.ActivityHeadersPropagator,
        MeterFactory = app.MeterFactory,
    };

    private static SocketsHttpHandler Copy(HttpClientHandler app)
    {
        var copy = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = app.UseProxy,
            Proxy = app.Proxy,
            DefaultProxyCredentials = app.DefaultProxyCredentials,
            MaxConnectionsPerServer = app.MaxConnectionsPerServer,
            MaxResponseHeadersLength = app.MaxResponseHeadersLength,
            MeterFactory = app.MeterFactory,
        };
        copy.SslOptions.EnabledSslProtocols = app.SslProtocols;
        copy.SslOptions.CertificateRevocationCheckMode = app.CheckCertificateRevocationList ? X509RevocationMode.Online : X509RevocationMode.NoCheck;
        copy.SslOptions.RemoteCertificateValidationCallback = Validation(app);
        if (app.ClientCertificates.Count > 0)
            copy.SslOptions.ClientCertificates = app.ClientCertificates;
        return copy;
    }

    /// <summary>The app's check of server certificates. It receives the host as a request, because the connection is opened for the host.</summary>
    private static RemoteCertificateValidationCallback? Validation(HttpClientHandler app)
    {
        if (app.ServerCertificateCustomValidationCallback is not { } isValid)
            return null;
        return (sender, certificate, chain, errors) =>
        {
            var host = (sender as SslStream)?.TargetHostName;
            using var request = new HttpRequestMessage(HttpMethod.Get, string.IsNullOrEmpty(host) ? null : new UriBuilder(Uri.UriSchemeHttps, host).Uri);
            return isValid(request, certificate as X509Certificate2, chain, errors);
        };
    }
}
