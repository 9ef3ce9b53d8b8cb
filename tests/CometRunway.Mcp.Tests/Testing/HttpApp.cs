using CometRunway.Options;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Client;

namespace CometRunway.Mcp.Tests.Testing;

/// <summary>An ASP.NET Core app on loopback that serves the tools over Streamable HTTP, and a sandbox as the service.</summary>
internal sealed class HttpApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HttpApp(SandboxLab sandbox, WebApplication app)
    {
        Sandbox = sandbox;
        _app = app;
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public SandboxLab Sandbox { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>The address on which the app listens.</summary>
    public Uri Address => new(_app.Urls.Single());

    public static async Task<HttpApp> StartAsync(HttpServerSessionMode sessions, double speed = 0, Action<IMcpServerBuilder>? change = null, Action<CometRunwayOptions>? configure = null)
    {
        var sandbox = await SandboxLab.StartAsync(speed, cancellationToken: Token);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddCometRunway(options =>
        {
            sandbox.Configure(options);
            configure?.Invoke(options);
        });
        builder.Services.AddCometRunwayImaging();
        var server = builder.Services.AddMcpServer().WithHttpTransport(options => options.SessionMode = sessions).WithCometRunway();
        change?.Invoke(server);
        var app = builder.Build();
        app.MapMcp();
        await app.StartAsync(Token);
        return new(sandbox, app);
    }

    /// <summary>Connects the SDK's client.</summary>
    public async Task<McpClient> ConnectAsync(string? protocol = null, McpClientHandlers? handlers = null)
    {
        var transport = new HttpClientTransport(new HttpClientTransportOptions { Endpoint = Address, TransportMode = HttpTransportMode.StreamableHttp });
        return await McpClient.CreateAsync(transport, new() { ProtocolVersion = protocol, InitializationTimeout = TestTimeout.Limit, Handlers = handlers ?? new() }, cancellationToken: Token);
    }

    /// <summary>Creates a video over MCP.</summary>
    /// <returns>The handle of the task.</returns>
    public static async Task<string> CreateAsync(McpClient client)
    {
        var created = await client.CallToolAsync(
            "create_video_from_image",
            new Dictionary<string, object?> { ["image"] = TestHome.ImageName, ["model"] = "gen4_turbo", ["prompt"] = "a slow pan" },
            cancellationToken: Token).AsTask().WithTestTimeout(Token);
        Assert.True(created.IsError is not true, created.StructuredContent?.ToString());
        return created.StructuredContent!.Value.GetProperty("handle").GetString()!;
    }

    /// <summary>Stops the app as its host does.</summary>
    public Task StopAsync() => _app.StopAsync(Token);

    public async ValueTask DisposeAsync()
    {
        Sandbox.Faults.ReleaseAll();
        await _app.DisposeAsync();
        await Sandbox.DisposeAsync();
    }
}
