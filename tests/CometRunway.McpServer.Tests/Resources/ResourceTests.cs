using System.Text.Json;
using CometRunway.Catalog;
using CometRunway.McpServer.Tests.Testing;
using ModelContextProtocol.Protocol;

namespace CometRunway.McpServer.Tests.Resources;

/// <summary>The model catalogue and every task have a URI. Unknown URIs are protocol errors.</summary>
public sealed class ResourceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(ProtocolVersions.Both), MemberType = typeof(ProtocolVersions))]
    public async Task List_Resources_HasModelsAndTaskTemplate(string version)
    {
        await using var chat = await ChatClient.StartAsync(version);

        var resources = await chat.Client.ListResourcesAsync(cancellationToken: Token);
        var templates = await chat.Client.ListResourceTemplatesAsync(cancellationToken: Token);

        Assert.Equal(["runway://models"], resources.Select(r => r.Uri));
        Assert.Equal(["runway://tasks/{id}"], templates.Select(t => t.UriTemplate));
    }

    [Fact]
    public async Task Read_Models_HasAvailabilityPricesAndSources()
    {
        await using var chat = await ChatClient.StartAsync(null);

        var table = await ReadAsync(chat, "runway://models");

        var models = table.GetProperty("models").EnumerateArray().ToArray();
        Assert.Equal(ModelCatalog.Default.Models.Select(m => m.Id), models.Select(m => m.GetProperty("id").GetString()));
        Assert.All(models, m => Assert.True(m.GetProperty("sources").GetArrayLength() > 2));
        Assert.All(models, m => Assert.Equal(m.GetProperty("seconds").GetArrayLength(), m.GetProperty("prices").GetArrayLength()));
        Assert.True(models[1].GetProperty("onOffer").GetBoolean());
        Assert.True(table.GetProperty("offerKnown").GetBoolean());
    }

    [Theory]
    [MemberData(nameof(ProtocolVersions.Both), MemberType = typeof(ProtocolVersions))]
    public async Task Read_Task_WorksByHandleAndById(string version)
    {
        await using var chat = await ChatClient.StartAsync(version);
        var created = await chat.AnswerAsync("create_video_from_image", ChatClient.Request());
        await chat.AnswerAsync("get_video");
        var handle = created.GetProperty("handle").GetString()!;

        var task = await ReadAsync(chat, $"runway://tasks/{handle}");
        var same = await ReadAsync(chat, $"runway://tasks/{created.GetProperty("taskId").GetString()}");

        Assert.Equal("succeeded", task.GetProperty("state").GetString());
        Assert.EndsWith(".mp4", task.GetProperty("files")[0].GetProperty("path").GetString(), StringComparison.Ordinal);
        Assert.Equal(handle, same.GetProperty("handle").GetString());
    }

    [Theory]
    [InlineData(ProtocolVersions.LastWithHandshake, "runway://tasks/nope", -32002)]
    [InlineData(ProtocolVersions.LastWithHandshake, "runway://nothing", -32002)]
    [InlineData(ProtocolVersions.LastWithHandshake, "runway://tasks/", -32002)]
    [InlineData(ProtocolVersions.Modern, "runway://tasks/nope", -32602)]
    [InlineData(ProtocolVersions.Modern, "file:///etc/passwd", -32602)]
    public async Task Read_UnknownUri_HasErrorCodeOfTheVersion(string version, string address, int code)
    {
        await using var server = await PipedServer.StartAsync();
        await using var wire = await WireClient.GreetAsync(server.Input, server.Output, version);

        var answer = await wire.AskAsync("resources/read", new() { ["uri"] = address });

        Assert.Equal(code, (int)answer["error"]!["code"]!);
    }

    [Theory]
    [InlineData("2025-03-26", 0)]
    [InlineData(ProtocolVersions.Structured, 1)]
    [InlineData(ProtocolVersions.Modern, 1)]
    public async Task GetVideo_Finished_HasResourceLinksIfTheVersionSupportsThem(string version, int links)
    {
        await using var chat = await ChatClient.StartAsync(version);
        await chat.AnswerAsync("create_video_from_image", ChatClient.Request());

        var result = await chat.CallAsync("get_video");

        var path = ChatClient.Answer(result).GetProperty("files")[0].GetProperty("path").GetString()!;
        var found = result.Content.OfType<ResourceLinkBlock>().ToArray();
        Assert.Equal(links, found.Length);
        Assert.All(found, link => Assert.Equal((new Uri(path).AbsoluteUri, "video/mp4", new FileInfo(path).Length), (link.Uri, link.MimeType, link.Size)));
    }

    private static async Task<JsonElement> ReadAsync(ChatClient chat, string address)
    {
        var result = await chat.Client.ReadResourceAsync(address, cancellationToken: Token);
        var contents = Assert.IsType<TextResourceContents>(Assert.Single(result.Contents));
        Assert.Equal((address, "application/json"), (contents.Uri, contents.MimeType));
        return JsonElement.Parse(contents.Text);
    }
}
