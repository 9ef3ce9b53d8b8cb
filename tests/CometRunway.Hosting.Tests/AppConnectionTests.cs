using System.Net;
using System.Net.Sockets;
using CometRunway.Api;
using CometRunway.Hosting.Tests.Testing;
using CometRunway.Images.Remote;
using CometRunway.Sandbox.Faults;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;
using CometRunway.Videos.Downloads;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CometRunway.Hosting.Tests;

/// <summary>An app that sets its proxy, certificates, connections or telemetry for all HTTP clients, or by name, has them in the clients of this library.</summary>
public sealed class AppConnectionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<Place, string> GatewayClients =>
        [.. from place in Enum.GetValues<Place>() from client in (string[])[CometRunwayHttpClients.Reads, CometRunwayHttpClients.Creates] select (place, client)];

    public static TheoryData<string> GuardedClients => [VideoDownloader.HttpClientName, RemoteImageChecker.HttpClientName];

    [Theory]
    [MemberData(nameof(GatewayClients))]
    public async Task Client_AppSetsSocketsHandler_UsesProxyCertificatesAndConnections(Place place, string client)
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        var app = App();
        using var host = Build(lab, place, client, () => app, new Uri("https://gateway.invalid"));

        var sockets = Sockets(host, client);

        Assert.Equal((app.Proxy, app.ConnectCallback, true), (sockets.Proxy, sockets.ConnectCallback, sockets.UseProxy));
        Assert.Equal(app.SslOptions.RemoteCertificateValidationCallback, sockets.SslOptions.RemoteCertificateValidationCallback);
        Assert.Equal((false, false), (sockets.AllowAutoRedirect, sockets.UseCookies));
        Assert.Equal(client == CometRunwayHttpClients.Creates ? TimeSpan.Zero : TimeSpan.FromMinutes(2), sockets.PooledConnectionLifetime);
        Assert.NotSame(app, sockets);
    }

    [Theory]
    [MemberData(nameof(GatewayClients))]
    public async Task Client_AppSetsClientHandler_UsesProxyAndItsCheckOfCertificates(Place place, string client)
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        var proxy = new WebProxy("http://proxy.invalid:8080");
        var seen = new List<string?>();
        using var host = Build(lab, place, client, () => new HttpClientHandler
        {
            Proxy = proxy,
            ServerCertificateCustomValidationCallback = (request, _, _, _) =>
            {
                seen.Add(request.RequestUri?.Host);
                return true;
            },
        }, new Uri("https://gateway.invalid"));

        var sockets = Sockets(host, client);

        Assert.Same(proxy, sockets.Proxy);
        Assert.True(sockets.SslOptions.RemoteCertificateValidationCallback!(this, null, null, System.Net.Security.SslPolicyErrors.RemoteCertificateChainErrors));
        Assert.Single(seen);
        Assert.Equal(client == CometRunwayHttpClients.Creates ? TimeSpan.Zero : TimeSpan.FromMinutes(2), sockets.PooledConnectionLifetime);
    }

    [Theory]
    [MemberData(nameof(GuardedClients))]
    public async Task GuardedClient_AppSetsSocketsHandler_UsesProxyAndCertificatesButOwnConnections(string client)
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        var app = App();
        using var host = Build(lab, Place.DefaultsBefore, client, () => app);

        var sockets = Sockets(host, client);

        Assert.Equal(new Uri("http://proxy.invalid:8080/"), sockets.Proxy!.GetProxy(new Uri("https://cdn.invalid/a.mp4")));
        Assert.True(sockets.Proxy.IsBypassed(new Uri("http://127.0.0.1/a.mp4")));
        Assert.Equal(app.SslOptions.RemoteCertificateValidationCallback, sockets.SslOptions.RemoteCertificateValidationCallback);
        Assert.Null(sockets.SslOptions.ClientCertificates);
        Assert.NotNull(sockets.ConnectCallback);
        Assert.NotEqual(app.ConnectCallback, sockets.ConnectCallback);
    }

    [Fact]
    public async Task GuardedClient_AppReplacesPrimaryHandler_KeepsItsCheckOfAddresses()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        using var host = Build(lab, Place.ByNameAfter, VideoDownloader.HttpClientName, static () => new Passing());

        Assert.NotNull(Sockets(host, VideoDownloader.HttpClientName).ConnectCallback);
    }

    [Fact]
    public async Task Create_ServiceOnLoopback_UsesNoProxyOfTheApp()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        using var host = Build(lab, Place.DefaultsBefore, CometRunwayHttpClients.Creates, static () => new SocketsHttpHandler { Proxy = new WebProxy("http://proxy.invalid:8080") });

        await host.Studio().CreateAsync(AppHost.Request, cancellationToken: Token).WithTestTimeout(Token);

        Assert.Equal(1, lab.Posts);
    }

    [Theory]
    [InlineData(Place.DefaultsBefore)]
    [InlineData(Place.DefaultsAfter)]
    [InlineData(Place.ByNameBefore)]
    [InlineData(Place.ByNameAfter)]
    public async Task Create_OneHandlerInstanceForAllClients_UsesANewConnectionEach(Place place)
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        var connections = 0;
        using var app = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellationToken) =>
            {
                if (context.InitialRequestMessage.Method == HttpMethod.Post)
                    Interlocked.Increment(ref connections);
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var host = Build(lab, place, CometRunwayHttpClients.Creates, () => app);
        var prepared = await PrepareAsync(host);

        await host.Studio().CreateAsync(prepared, cancellationToken: Token).WithTestTimeout(Token);
        await host.Studio().CreateAsync(prepared, newTake: true, cancellationToken: Token).WithTestTimeout(Token);

        Assert.Equal((2, 2), (connections, lab.Posts));
    }

    [Fact]
    public async Task Create_PrimaryHandlerOfTheApp_AsksForANewConnectionEach()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        var seen = new List<bool?>();
        using var host = Build(lab, Place.DefaultsAfter, CometRunwayHttpClients.Creates, () => new Passing(request =>
        {
            if (request.Method == HttpMethod.Post)
                seen.Add(request.Headers.ConnectionClose);
        }));

        await host.Studio().CreateAsync(AppHost.Request, cancellationToken: Token).WithTestTimeout(Token);

        Assert.Equal([true], seen);
    }

    [Theory]
    [InlineData(Place.DefaultsBefore)]
    [InlineData(Place.DefaultsAfter)]
    [InlineData(Place.ByNameBefore)]
    [InlineData(Place.ByNameAfter)]
    public async Task Create_TelemetryHandler_SeesRequestAndResponse(Place place)
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        var seen = new List<(HttpMethod, HttpStatusCode)>();
        Action<IServiceCollection> add = services => At(services, place, CometRunwayHttpClients.Creates, client => client.AddHttpMessageHandler(() => new Telemetry(seen)));
        using var host = IsBefore(place) ? AppHost.Build(lab, add) : AppHost.Build(lab, after: add);
        lab.Faults.Add(new FaultRule("create", "too-many-requests"));

        await Assert.ThrowsAnyAsync<Exception>(() => host.Studio().CreateAsync(AppHost.Request, cancellationToken: Token).WithTestTimeout(Token));

        Assert.Contains((HttpMethod.Post, HttpStatusCode.TooManyRequests), seen);
    }

    private static SocketsHttpHandler App()
    {
        var app = new SocketsHttpHandler
        {
            Proxy = new WebProxy("http://proxy.invalid:8080"),
            ConnectCallback = static (_, _) => throw new HttpRequestException("The connection of the app."),
        };
        app.SslOptions.RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null;
        app.SslOptions.ClientCertificates = [];
        return app;
    }

    private static Task<CometRunway.Requests.PreparedRequest> PrepareAsync(IHost host) =>
        host.Services.GetRequiredService<CometRunway.Requests.RequestPreparation>().PrepareAsync(AppHost.Request, Token).WithTestTimeout(Token);

    private static IHost Build(SandboxLab lab, Place place, string client, Func<HttpMessageHandler> primary, Uri? address = null)
    {
        Action<IServiceCollection> add = services => At(services, place, client, builder => builder.ConfigurePrimaryHttpMessageHandler(primary));
        return AppHost.Build(lab, IsBefore(place) ? add : null, IsBefore(place) ? null : add, options =>
        {
            options.BaseAddress = address ?? options.BaseAddress;
            options.PollInterval = TimeSpan.FromSeconds(5);
        });
    }

    private static bool IsBefore(Place place) => place is Place.DefaultsBefore or Place.ByNameBefore;

    private static void At(IServiceCollection services, Place place, string client, Action<IHttpClientBuilder> add)
    {
        if (place is Place.DefaultsBefore or Place.DefaultsAfter)
            services.ConfigureHttpClientDefaults(add);
        else
            add(services.AddHttpClient(client));
    }

    private static SocketsHttpHandler Sockets(IHost host, string client)
    {
        HttpMessageHandler? handler = host.Services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(client);
        while (handler is DelegatingHandler outer)
            handler = outer.InnerHandler;
        return Assert.IsType<SocketsHttpHandler>(handler);
    }

    private sealed class Passing(Action<HttpRequestMessage>? seen = null) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            seen?.Invoke(request);
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Telemetry(List<(HttpMethod, HttpStatusCode)> seen) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            lock (seen)
                seen.Add((request.Method, response.StatusCode));
            return response;
        }
    }
}
