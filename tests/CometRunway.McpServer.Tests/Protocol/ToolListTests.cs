using System.Text.Json;
using System.Text.Json.Nodes;
using CometRunway.McpServer.Tests.Testing;
using CometRunway.SemanticKernel;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace CometRunway.McpServer.Tests.Protocol;

/// <summary>The tool list that a host receives.</summary>
public sealed class ToolListTests
{
    private static readonly string[] WhatCostsOrWrites = ["create_video_from_image", "cancel_video"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(ProtocolVersions.All), MemberType = typeof(ProtocolVersions))]
    public async Task List_AnyVersion_HasTheFunctionsInOrder(string? version)
    {
        await using var chat = await ChatClient.StartAsync(version);

        var tools = await chat.Client.ListToolsAsync(cancellationToken: Token);

        var functions = chat.Server.Services.GetRequiredService<CometRunwayFunctions>().StrictFunctions;
        Assert.Equal(functions.Select(f => (f.Name, f.Description)), tools.Select(t => (t.Name, t.Description)));
        Assert.Contains("create_video_from_image", tools.Select(t => t.Name));
    }

    [Fact]
    public async Task List_RequestedTwiceInAnyVersion_IsIdentical()
    {
        await using var old = await ChatClient.StartAsync(ProtocolVersions.LastWithHandshake);
        await using var modern = await ChatClient.StartAsync(ProtocolVersions.Modern);

        string[] lists = [await TextAsync(old), await TextAsync(old), await TextAsync(modern)];

        Assert.Single(lists.Distinct());
    }

    [Fact]
    public async Task Annotations_EveryTool_DescribeCostWritesAndOpenWorld()
    {
        await using var chat = await ChatClient.StartAsync(null);

        var tools = (await chat.Client.ListToolsAsync(cancellationToken: Token)).Select(t => t.ProtocolTool).ToArray();

        Assert.Equal(WhatCostsOrWrites, tools.Where(t => t.Annotations!.ReadOnlyHint is not true).Select(t => t.Name));
        Assert.All(tools.Where(t => t.Annotations!.ReadOnlyHint is true), t => Assert.NotEqual(true, t.Annotations!.DestructiveHint));
        Assert.Equal((false, false, true), Hints(tools, "create_video_from_image"));
        Assert.Equal((true, true, true), Hints(tools, "cancel_video"));
        Assert.All(tools, t => Assert.False(string.IsNullOrWhiteSpace(t.Title), t.Name));
        Assert.Matches("(?i)cost|charge", tools.Single(t => t.Name == "create_video_from_image").Title);
    }

    [Theory]
    [MemberData(nameof(ProtocolVersions.Both), MemberType = typeof(ProtocolVersions))]
    public async Task Schemas_AnyVersion_AreAcceptedByStrictHosts(string version)
    {
        await using var chat = await ChatClient.StartAsync(version);

        var tools = await chat.Client.ListToolsAsync(cancellationToken: Token);

        Assert.All(tools, tool =>
        {
            Assert.Equal("object", tool.ProtocolTool.InputSchema.GetProperty("type").GetString());
            Assert.Equal("object", tool.ProtocolTool.OutputSchema!.Value.GetProperty("type").GetString());
            foreach (var node in Nodes(JsonNode.Parse(tool.ProtocolTool.InputSchema.GetRawText())).Concat(Nodes(JsonNode.Parse(tool.ProtocolTool.OutputSchema.Value.GetRawText()))))
            {
                Assert.False(node["type"] is JsonArray, $"{tool.Name}: {node.ToJsonString()}");
                Assert.False(node.ContainsKey("$ref"), $"{tool.Name}: {node.ToJsonString()}");
            }
        });
    }

    private static async Task<string> TextAsync(ChatClient chat) => JsonSerializer.Serialize(
        (await chat.Client.ListToolsAsync(cancellationToken: Token)).Select(t => t.ProtocolTool).ToList(), McpJsonUtilities.DefaultOptions);

    private static (bool? Destructive, bool? Idempotent, bool? OpenWorld) Hints(Tool[] tools, string name)
    {
        var hints = tools.Single(t => t.Name == name).Annotations!;
        return (hints.DestructiveHint, hints.IdempotentHint, hints.OpenWorldHint);
    }

    private static IEnumerable<JsonObject> Nodes(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => Nodes(p.Value)).Prepend(o),
        JsonArray a => a.SelectMany(Nodes),
        _ => [],
    };
}
