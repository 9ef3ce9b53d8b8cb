using System.Text.Json.Nodes;
using CometRunway.McpServer.Tests.Testing;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Waiting;

namespace CometRunway.McpServer.Tests.Protocol;

/// <summary>Raw lines: what has not agreed on a protocol version cannot spend money. A client of 2026-07-28 never sends <c>initialize</c>.</summary>
public sealed class InitializeFirstTests
{
    private const string Initialize = """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"raw","version":"1"}}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("2025-11-25")]
    [InlineData("2024-11-05")]
    public async Task Create_BeforeInitialize_IsRefusedAndSendsNothing(string? version)
    {
        await using var server = await PipedServer.StartAsync();
        using var output = new StreamReader(server.Output);

        var refused = await AskAsync(server, output, Call("create_video_from_image", version));

        Assert.Equal((2, -32600), ((int)refused["id"]!, (int)refused["error"]!["code"]!));
        Assert.Equal(0, server.Sandbox.Posts);
    }

    [Fact]
    public async Task Create_AfterInitialize_IsSentWithoutTheNotification()
    {
        await using var server = await PipedServer.StartAsync();
        using var output = new StreamReader(server.Output);
        await AskAsync(server, output, Call("create_video_from_image", null));

        var greeted = await AskAsync(server, output, Initialize);
        var created = await AskAsync(server, output, Call("create_video_from_image", null));

        Assert.NotNull(greeted["result"]);
        Assert.True((bool)created["result"]!["structuredContent"]!["created"]!);
        Assert.Equal(1, server.Sandbox.Posts);
    }

    /// <summary>Scripts write all their lines at once. Whether the call is refused must not depend on who is faster.</summary>
    [Fact]
    public async Task Create_SentTogetherWithInitialize_WaitsForIt()
    {
        await using var server = await PipedServer.StartAsync();
        using var output = new StreamReader(server.Output);

        var greeted = await AskAsync(server, output, $"{Initialize}\n{Call("create_video_from_image", null)}");
        var created = await ReadAsync(output);

        Assert.Equal((1, 2), ((int)greeted["id"]!, (int)created["id"]!));
        Assert.True((bool)created["result"]!["structuredContent"]!["created"]!);
    }

    [Fact]
    public async Task Create_InitializeFailed_IsRefused()
    {
        await using var server = await PipedServer.StartAsync();
        using var output = new StreamReader(server.Output);

        var failed = await AskAsync(server, output, """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}""");
        var refused = await AskAsync(server, output, Call("create_video_from_image", null));

        Assert.NotNull(failed["error"]);
        Assert.Equal(-32600, (int)refused["error"]!["code"]!);
        Assert.Equal(0, server.Sandbox.Posts);
    }

    [Fact]
    public async Task Create_OfTheVersionWithoutInitialize_IsSent()
    {
        await using var server = await PipedServer.StartAsync();
        using var output = new StreamReader(server.Output);

        var created = await AskAsync(server, output, Call("create_video_from_image", ProtocolVersions.Modern));

        Assert.True((bool)created["result"]!["structuredContent"]!["created"]!);
        Assert.Equal(1, server.Sandbox.Posts);
    }

    [Fact]
    public async Task List_BeforeInitialize_CostsNothingAndIsAnswered()
    {
        await using var server = await PipedServer.StartAsync();
        using var output = new StreamReader(server.Output);

        Assert.NotNull((await AskAsync(server, output, Call("list_videos", null)))["result"]);
    }

    private static string Call(string tool, string? version)
    {
        var call = WireClient.Call(tool, tool == "list_videos" ? [] : new JsonObject { ["image"] = TestHome.ImageName, ["model"] = "gen4_turbo", ["prompt"] = "a slow pan" });
        if (version is not null)
        {
            call["_meta"] = new JsonObject
            {
                ["io.modelcontextprotocol/protocolVersion"] = version,
                ["io.modelcontextprotocol/clientInfo"] = new JsonObject { ["name"] = "raw", ["version"] = "1" },
                ["io.modelcontextprotocol/clientCapabilities"] = new JsonObject(),
            };
        }

        return new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 2, ["method"] = "tools/call", ["params"] = call }.ToJsonString();
    }

    private static async Task<JsonObject> AskAsync(PipedServer server, StreamReader output, string line)
    {
        await server.Input.WriteAsync(System.Text.Encoding.UTF8.GetBytes(line + "\n"), Token);
        await server.Input.FlushAsync(Token);
        return await ReadAsync(output);
    }

    private static async Task<JsonObject> ReadAsync(StreamReader output) =>
        JsonNode.Parse((await output.ReadLineAsync(Token).AsTask().WithTestTimeout(Token))!)!.AsObject();
}
