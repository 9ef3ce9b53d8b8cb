using System.Text.Json.Nodes;
using CometRunway.McpServer.Tests.Testing;
using CometRunway.TestKit.Waiting;

namespace CometRunway.McpServer.Tests.Resources;

/// <summary>Subscribers receive each change of a running task, as their protocol version defines.</summary>
public sealed class SubscriptionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Subscribe_WithHandshake_NotifiesTaskChanges()
    {
        await using var server = await PipedServer.StartAsync(speed: 1);
        await using var wire = await WireClient.GreetAsync(server.Input, server.Output);
        var address = await CreateAsync(wire);

        var answer = await wire.AskAsync("resources/subscribe", new() { ["uri"] = address });
        var told = wire.WhenNotifiedAsync("notifications/resources/updated");
        await server.Sandbox.AgeAsync(told, Token).WithTestTimeout(Token);

        Assert.NotNull(answer["result"]);
        Assert.Equal(address, (string?)(await told)["params"]!["uri"]);
    }

    [Fact]
    public async Task Listen_WithoutHandshake_IsAcknowledgedAndNotifiesWithStreamId()
    {
        await using var server = await PipedServer.StartAsync(speed: 1);
        await using var wire = await WireClient.GreetAsync(server.Input, server.Output, ProtocolVersions.Modern);
        var address = await CreateAsync(wire);
        var asked = new JsonObject { ["notifications"] = new JsonObject { ["toolsListChanged"] = true, ["resourceSubscriptions"] = new JsonArray(address, "runway://tasks/nope") } };

        _ = wire.AskAsync("subscriptions/listen", asked, out var id);
        var promised = await wire.WhenNotifiedAsync("notifications/subscriptions/acknowledged");
        var told = wire.WhenNotifiedAsync("notifications/resources/updated");
        await server.Sandbox.AgeAsync(told, Token).WithTestTimeout(Token);

        Assert.Equal($$"""{"resourceSubscriptions":["{{address}}"]}""", promised["params"]!["notifications"]!.ToJsonString());
        Assert.All([promised, await told], note => Assert.Equal(id, (int)note["params"]!["_meta"]!["io.modelcontextprotocol/subscriptionId"]!));
        Assert.Equal(address, (string?)(await told)["params"]!["uri"]);
    }

    [Fact]
    public async Task End_StreamOpen_DoesNotWaitForIt()
    {
        await using var server = await PipedServer.StartAsync(speed: 1);
        await using var wire = await WireClient.GreetAsync(server.Input, server.Output, ProtocolVersions.Modern);
        var address = await CreateAsync(wire);
        _ = wire.AskAsync("subscriptions/listen", new() { ["notifications"] = new JsonObject { ["resourceSubscriptions"] = new JsonArray(address) } });
        await wire.WhenNotifiedAsync("notifications/subscriptions/acknowledged");

        server.CloseInput();

        await server.Running.WithTestTimeout(Token);
    }

    [Fact]
    public async Task Subscribe_UnknownTask_IsNotFound()
    {
        await using var server = await PipedServer.StartAsync();
        await using var wire = await WireClient.GreetAsync(server.Input, server.Output);

        var answer = await wire.AskAsync("resources/subscribe", new() { ["uri"] = "runway://tasks/nope" });

        Assert.Equal(-32002, (int)answer["error"]!["code"]!);
    }

    private static async Task<string> CreateAsync(WireClient wire) =>
        $"runway://tasks/{WireClient.Reply(await wire.CallAsync("create_video_from_image", WireClient.Request())).GetProperty("handle").GetString()}";
}
