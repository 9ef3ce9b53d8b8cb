using System.Net;
using System.Net.Http.Json;
using CometRunway.Hosting.Tests.Testing;
using CometRunway.Sandbox.Faults;
using CometRunway.Store;
using CometRunway.Tasks;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CometRunway.Hosting.Tests;

/// <summary>An ASP.NET app with the HTTP defaults of Aspire's template and an endpoint that creates a video.</summary>
public sealed class AspNetTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_ServiceResetsConnection_ChargesOnceAndReturnsUnknown()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        lab.Faults.Add(new FaultRule("create", "reset-after-accept"));
        await using var app = await StartAsync(lab);
        using var client = Client(app);

        var answer = await client.PostAsync(new Uri("/videos", UriKind.Relative), null, Token).WithTestTimeout(Token);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal((1, 1), (lab.Posts, lab.Journal.Tasks.Count));
        Assert.Equal(VideoTaskState.Unknown, (await AppHost.TaskOfTheNextProcessAsync(lab)).State);
    }

    [Fact]
    public async Task Stop_DuringRequest_CompletesItAndKeepsId()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        lab.Faults.Add(new FaultRule("create", "pause-after-accept"));
        await using var app = await StartAsync(lab);
        using var client = Client(app);
        var request = client.PostAsync(new Uri("/videos", UriKind.Relative), null, Token);
        var held = await lab.Faults.NextPausedAsync(Token).AsTask().WithTestTimeout(Token);

        var stop = app.StopAsync(Token);
        held.Release();

        Assert.Equal(held.TaskId, await (await request.WithTestTimeout(Token)).Content.ReadFromJsonAsync<string>(Token));
        await stop.WithTestTimeout(Token);
        Assert.Equal(held.TaskId, (await AppHost.TaskOfTheNextProcessAsync(lab)).TaskId);
    }

    [Fact]
    public async Task Stop_CallerDisconnected_KeepsId()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        lab.Faults.Add(new FaultRule("create", "pause-after-accept"));
        await using var app = await StartAsync(lab);
        using var client = Client(app);
        using var caller = new CancellationTokenSource();
        var request = client.PostAsync(new Uri("/videos", UriKind.Relative), null, caller.Token);
        var held = await lab.Faults.NextPausedAsync(Token).AsTask().WithTestTimeout(Token);
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);

        var stop = app.StopAsync(Token);
        held.Release();
        await stop.WithTestTimeout(Token);

        Assert.Equal(held.TaskId, (await AppHost.TaskOfTheNextProcessAsync(lab)).TaskId);
        Assert.Equal(1, lab.Posts);
    }

    private static async Task<WebApplication> StartAsync(SandboxLab lab)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.ConfigureHttpClientDefaults(clients => clients.AddStandardResilienceHandler());
        builder.Services.AddCometRunway(options => lab.Configure(options));
        var app = builder.Build();
        app.MapPost("/videos", async (CometRunwayClient studio, CancellationToken cancellationToken) =>
        {
            try
            {
                return Results.Ok((await studio.CreateAsync(AppHost.Request, cancellationToken: cancellationToken)).Task.TaskId);
            }
            catch (VideoOutcomeUnknownException)
            {
                return Results.Accepted();
            }
        });
        await app.StartAsync(Token);
        return app;
    }

    private static HttpClient Client(WebApplication app) => new() { BaseAddress = new Uri(app.Urls.First()) };
}
