using System.Text.Json;
using CometRunway.Mcp.Tests.Testing;
using CometRunway.SemanticKernel;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CometRunway.Mcp.Tests;

/// <summary><c>WithCometRunway()</c> in an ASP.NET Core app, in every session mode.</summary>
public sealed class StreamableHttpTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<HttpServerSessionMode> Modes => [HttpServerSessionMode.Stateless, HttpServerSessionMode.Stateful, HttpServerSessionMode.StatefulForInitializeClients];

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Lists_AnySessionMode_HaveToolsResourcesTemplatesAndPrompts(HttpServerSessionMode mode)
    {
        await using var app = await HttpApp.StartAsync(mode);
        await using var client = await app.ConnectAsync();

        var tools = await client.ListToolsAsync(cancellationToken: Token);
        var resources = await client.ListResourcesAsync(cancellationToken: Token);
        var templates = await client.ListResourceTemplatesAsync(cancellationToken: Token);
        var prompts = await client.ListPromptsAsync(cancellationToken: Token);

        Assert.Equal(app.Services.GetRequiredService<CometRunwayFunctions>().StrictFunctions.Select(f => f.Name).Order(), tools.Select(t => t.Name).Order());
        Assert.Equal("runway://models", Assert.Single(resources).Uri);
        Assert.Equal("runway://tasks/{id}", Assert.Single(templates).UriTemplate);
        Assert.Equal("animate_image", Assert.Single(prompts).Name);
        Assert.Contains("create_video_from_image ONCE", client.ServerInstructions, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task CreateThenGet_OverHttp_SavesFileAndPaysOnce(HttpServerSessionMode mode)
    {
        await using var app = await HttpApp.StartAsync(mode);
        await using var client = await app.ConnectAsync();

        var handle = await HttpApp.CreateAsync(client);
        var video = await client.CallToolAsync("get_video", new Dictionary<string, object?> { ["taskId"] = handle, ["waitSeconds"] = 50 }, cancellationToken: Token).AsTask().WithTestTimeout(Token);
        var read = await client.ReadResourceAsync($"runway://tasks/{handle}", cancellationToken: Token);

        Assert.True(video.StructuredContent!.Value.GetProperty("finished").GetBoolean());
        Assert.Contains("\"succeeded\"", Assert.IsType<TextResourceContents>(Assert.Single(read.Contents)).Text, StringComparison.Ordinal);
        Assert.Single(app.Sandbox.Home.SavedVideos);
        Assert.Equal(1, app.Sandbox.Posts);
    }

    /// <summary>In a stateless session the server cannot ask the user. The refusal must not say that a person said no.</summary>
    [Fact]
    public async Task Create_OverLimitInStatelessSession_IsRefusedAsIfClientCouldNotAsk()
    {
        await using var app = await HttpApp.StartAsync(HttpServerSessionMode.Stateless, configure: options => options.MaxTasksPerHour = 1);
        var asked = 0;
        await using var asking = await app.ConnectAsync(handlers: new()
        {
            ElicitationHandler = (_, _) =>
            {
                asked++;
                return new(new ElicitResult { Action = "decline" });
            },
        });
        await using var silent = await app.ConnectAsync();
        await HttpApp.CreateAsync(asking);

        var (first, second) = (await RefusedAsync(asking), await RefusedAsync(silent));

        Assert.Equal("budget_reached", first.GetProperty("code").GetString());
        Assert.Equal(second.GetProperty("message").GetString(), first.GetProperty("message").GetString());
        Assert.Equal((0, 1), (asked, app.Sandbox.Posts));
    }

    /// <summary>Otherwise an open wait delays the stop of the app by its whole shutdown timeout, and the reply is lost.</summary>
    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Stop_WaitIsOpen_RepliesAtOnceWithTheTask(HttpServerSessionMode mode)
    {
        await using var app = await HttpApp.StartAsync(mode, speed: 1);
        await using var client = await app.ConnectAsync();
        var handle = await HttpApp.CreateAsync(client);
        var isWaiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var wait = client.CallToolAsync(
            "get_video",
            new Dictionary<string, object?> { ["taskId"] = handle, ["waitSeconds"] = 50 },
            new SynchronousProgress(isWaiting.SetResult),
            cancellationToken: Token).AsTask();
        await isWaiting.Task.WithTestTimeout(Token);

        var stop = app.StopAsync();

        var reply = (await wait.WithTestTimeout(Token)).StructuredContent!.Value;
        Assert.Equal((false, handle), (reply.GetProperty("finished").GetBoolean(), reply.GetProperty("handle").GetString()));
        Assert.Contains("stopping", reply.GetProperty("message").GetString(), StringComparison.Ordinal);
        await client.DisposeAsync();
        await stop.WithTestTimeout(Token);
    }

    [Fact]
    public async Task Complete_TaskHandle_ReturnsExistingHandles()
    {
        await using var app = await HttpApp.StartAsync(HttpServerSessionMode.Stateless);
        await using var client = await app.ConnectAsync();
        var handle = await HttpApp.CreateAsync(client);

        var completed = await client.CompleteAsync(new ResourceTemplateReference { Uri = "runway://tasks/{id}" }, "id", handle[..2], cancellationToken: Token);

        Assert.Equal([handle], completed.Completion.Values);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task App_WithOwnToolsResourcesAndHandlers_KeepsThem(bool withHandlers)
    {
        await using var app = await HttpApp.StartAsync(HttpServerSessionMode.Stateless, change: server =>
        {
            server.WithTools([McpServerTool.Create(() => "pong", new() { Name = "ping" })]);
            server.WithPrompts([McpServerPrompt.Create(() => "Be brief.", new() { Name = "brief" })]);
            if (withHandlers)
            {
                server.WithListResourcesHandler((_, _) => new(new ListResourcesResult { Resources = [new Resource { Uri = "app://note", Name = "note" }] }));
                server.WithReadResourceHandler((request, _) => new(new ReadResourceResult { Contents = [new TextResourceContents { Uri = request.Params!.Uri, Text = "of the app" }] }));
            }
            else
            {
                server.WithResources([McpServerResource.Create(() => "of the app", new() { UriTemplate = "app://note", Name = "note" })]);
            }
        });
        await using var client = await app.ConnectAsync();

        var tools = await client.ListToolsAsync(cancellationToken: Token);
        var prompts = await client.ListPromptsAsync(cancellationToken: Token);
        var resources = await client.ListResourcesAsync(cancellationToken: Token);
        var note = await client.ReadResourceAsync("app://note", cancellationToken: Token);
        var models = await client.ReadResourceAsync("runway://models", cancellationToken: Token);

        Assert.Contains(tools, tool => tool.Name == "ping");
        Assert.Contains(tools, tool => tool.Name == "get_video");
        Assert.Equal(["animate_image", "brief"], prompts.Select(p => p.Name).Order());
        Assert.Equal(["app://note", "runway://models"], resources.Select(r => r.Uri).Order());
        Assert.Equal("of the app", Assert.IsType<TextResourceContents>(Assert.Single(note.Contents)).Text);
        Assert.Contains("gen4_turbo", Assert.IsType<TextResourceContents>(Assert.Single(models.Contents)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_UnknownTask_IsError()
    {
        await using var app = await HttpApp.StartAsync(HttpServerSessionMode.Stateless);
        await using var client = await app.ConnectAsync();

        var error = await Assert.ThrowsAsync<McpProtocolException>(() => client.ReadResourceAsync("runway://tasks/nope", cancellationToken: Token).AsTask());

        Assert.Equal(McpErrorCode.InvalidParams, error.ErrorCode);
    }

    private sealed class SynchronousProgress(Action once) : IProgress<ProgressNotificationValue>
    {
        private int _reports;

        public void Report(ProgressNotificationValue value)
        {
            if (Interlocked.Increment(ref _reports) == 1)
                once();
        }
    }

    private static async Task<JsonElement> RefusedAsync(McpClient client)
    {
        var result = await client.CallToolAsync(
            "create_video_from_image",
            new Dictionary<string, object?> { ["image"] = TestHome.ImageName, ["model"] = "gen4_turbo", ["prompt"] = "another pan" },
            cancellationToken: Token).AsTask().WithTestTimeout(Token);
        Assert.True(result.IsError);
        return JsonElement.Parse(Assert.IsType<TextContentBlock>(result.Content[0]).Text);
    }
}
