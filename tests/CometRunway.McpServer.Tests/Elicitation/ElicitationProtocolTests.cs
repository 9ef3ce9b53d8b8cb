using System.Text.Json.Nodes;
using CometRunway.McpServer.Tests.Testing;
using CometRunway.TestKit.Waiting;

namespace CometRunway.McpServer.Tests.Elicitation;

/// <summary>Duplicate, unexpected and missing responses to questions. No video is created by accident, and no question delays the shutdown.</summary>
public sealed class ElicitationProtocolTests
{
    private static readonly Dictionary<string, string> Limits = new() { ["COMETRUNWAY_MAX_TASKS_PER_HOUR"] = "1" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static JsonObject CanAsk => new() { ["elicitation"] = new JsonObject() };

    [Fact]
    public async Task Create_ResponseSentTwice_IsCreatedOnce()
    {
        await using var server = await PipedServer.StartAsync(variables: Limits);
        await using var wire = await WireClient.GreetAsync(server.Input, server.Output, ProtocolVersions.Modern, CanAsk);
        await wire.CallAsync("create_video_from_image", WireClient.Request());
        var (call, question) = await QuestionAsync(wire);

        var first = await wire.AskAsync("tools/call", call);
        var second = await wire.AskAsync("tools/call", call);

        Assert.Equal("input_required", (string?)question["resultType"]);
        Assert.True(WireClient.Reply(first["result"]!.AsObject()).GetProperty("created").GetBoolean());
        Assert.False(WireClient.Reply(second["result"]!.AsObject()).GetProperty("created").GetBoolean());
        Assert.Equal(2, server.Sandbox.Posts);
    }

    [Fact]
    public async Task Create_ResponseWithoutQuestion_IsNoApproval()
    {
        await using var server = await PipedServer.StartAsync(variables: Limits);
        await using var wire = await WireClient.GreetAsync(server.Input, server.Output, ProtocolVersions.Modern, CanAsk);
        await wire.CallAsync("create_video_from_image", WireClient.Request());
        var invented = WireClient.Call("create_video_from_image", Another());
        invented["requestState"] = "invented";
        invented["inputResponses"] = Yes("input_1");

        var answer = await wire.AskAsync("tools/call", invented);

        Assert.Equal("input_required", (string?)answer["result"]!["resultType"]);
        Assert.Equal(1, server.Sandbox.Posts);
    }

    [Theory]
    [MemberData(nameof(ProtocolVersions.Both), MemberType = typeof(ProtocolVersions))]
    public async Task End_QuestionOpen_DoesNotWaitForIt(string version)
    {
        await using var server = await PipedServer.StartAsync(variables: Limits);
        await using var wire = await WireClient.GreetAsync(server.Input, server.Output, version, CanAsk);
        await wire.CallAsync("create_video_from_image", WireClient.Request());
        var asked = wire.CallAsync("create_video_from_image", Another());
        await (version == ProtocolVersions.Modern ? asked : wire.WhenNotifiedAsync("elicitation/create")).WithTestTimeout(Token);

        server.CloseInput();
        await server.Running.WithTestTimeout(Token);

        Assert.Equal(1, server.Sandbox.Posts);
    }

    [Fact]
    public async Task Create_ClientCancelsWhileAsked_CreatesNothing()
    {
        await using var server = await PipedServer.StartAsync(variables: Limits);
        await using var wire = await WireClient.GreetAsync(server.Input, server.Output, ProtocolVersions.LastWithHandshake, CanAsk);
        await wire.CallAsync("create_video_from_image", WireClient.Request());
        _ = wire.AskAsync("tools/call", WireClient.Call("create_video_from_image", Another()), out var id);
        var question = await wire.WhenNotifiedAsync("elicitation/create");

        await wire.SendAsync($$$"""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":{{{id}}}}}""");
        await wire.WhenNotifiedAsync("notifications/cancelled");
        await wire.SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = question["id"]!.DeepClone(), ["result"] = Accepted() }.ToJsonString());
        var list = WireClient.Reply(await wire.CallAsync("list_videos"));

        Assert.Equal(1, list.GetProperty("total").GetInt32());
        Assert.Equal(1, server.Sandbox.Posts);
    }

    private static async Task<(JsonObject Call, JsonObject Question)> QuestionAsync(WireClient wire)
    {
        var question = await wire.CallAsync("create_video_from_image", Another());
        var call = WireClient.Call("create_video_from_image", Another());
        call["requestState"] = question["requestState"]!.DeepClone();
        call["inputResponses"] = Yes(question["inputRequests"]!.AsObject().Single().Key);
        return (call, question);
    }

    private static JsonObject Another()
    {
        var request = WireClient.Request();
        request["seed"] = 2;
        return request;
    }

    private static JsonObject Yes(string key) => new() { [key] = Accepted() };

    private static JsonObject Accepted() => new() { ["action"] = "accept", ["content"] = new JsonObject { ["allow"] = true } };
}
