using System.Text.Json;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Waiting;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace CometRunway.McpServer.Tests.Testing;

/// <summary>The SDK's client, connected to a server over pipes.</summary>
internal sealed class ChatClient(PipedServer server, McpClient client) : IAsyncDisposable
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public PipedServer Server => server;

    public McpClient Client => client;

    public static async Task<ChatClient> StartAsync(string? protocol, double speed = 0, Dictionary<string, string>? variables = null)
    {
        var server = await PipedServer.StartAsync(speed, variables);
        var transport = new StreamClientTransport(server.Input, server.Output);
        return new(server, await McpClient.CreateAsync(transport, new() { ProtocolVersion = protocol, InitializationTimeout = TestTimeout.Limit, DiscoverProbeTimeout = TestTimeout.Limit }, cancellationToken: Token));
    }

    public static Dictionary<string, object?> Request(params (string Name, object? Value)[] more)
    {
        var arguments = new Dictionary<string, object?> { ["image"] = TestHome.ImageName, ["model"] = "gen4_turbo", ["prompt"] = "a slow pan" };
        foreach (var (name, value) in more)
            arguments[name] = value;
        return arguments;
    }

    public async Task<CallToolResult> CallAsync(string tool, Dictionary<string, object?>? arguments = null, IProgress<ProgressNotificationValue>? progress = null, CancellationToken? cancellationToken = null) =>
        await client.CallToolAsync(tool, arguments, progress, cancellationToken: cancellationToken ?? Token).AsTask().WithTestTimeout(Token);

    /// <summary>Returns the structured content of a result, which must not be an error and must match the text.</summary>
    public async Task<JsonElement> AnswerAsync(string tool, Dictionary<string, object?>? arguments = null, IProgress<ProgressNotificationValue>? progress = null) =>
        Answer(await CallAsync(tool, arguments, progress));

    public static JsonElement Answer(CallToolResult result)
    {
        var text = Assert.Single(result.Content.OfType<TextContentBlock>()).Text;
        Assert.True(result.IsError is not true, text);
        var structured = result.StructuredContent!.Value;
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(text), structured), text);
        return structured;
    }

    /// <summary>Returns the text of an error result, which must have no structured content for clients to validate.</summary>
    public async Task<JsonElement> ErrorAsync(string tool, Dictionary<string, object?>? arguments = null) => Error(await CallAsync(tool, arguments));

    public static JsonElement Error(CallToolResult result)
    {
        Assert.True(result.IsError);
        Assert.Null(result.StructuredContent);
        return JsonElement.Parse(Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text);
    }

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await server.DisposeAsync();
    }
}
