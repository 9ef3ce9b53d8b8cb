using CometRunway.McpServer.Tests.Testing;

namespace CometRunway.McpServer.Tests.Protocol;

/// <summary>The start of a session, in every protocol version.</summary>
public sealed class InitializeTests
{
    [Theory]
    [InlineData(null, ProtocolVersions.Modern)]
    [InlineData(ProtocolVersions.Oldest, ProtocolVersions.Oldest)]
    [InlineData(ProtocolVersions.Structured, ProtocolVersions.Structured)]
    [InlineData(ProtocolVersions.LastWithHandshake, ProtocolVersions.LastWithHandshake)]
    [InlineData(ProtocolVersions.Modern, ProtocolVersions.Modern)]
    public async Task Connect_AnyVersion_NegotiatesAndReportsServerInfo(string? asked, string agreed)
    {
        await using var chat = await ChatClient.StartAsync(asked);

        Assert.Equal(agreed, chat.Client.NegotiatedProtocolVersion);
        Assert.Equal("comet-runway-mcp", chat.Client.ServerInfo?.Name);
        Assert.Matches(@"^\d+\.\d+\.\d+", chat.Client.ServerInfo?.Version);
        Assert.NotNull(chat.Client.ServerCapabilities?.Tools);
    }

    [Theory]
    [MemberData(nameof(ProtocolVersions.Both), MemberType = typeof(ProtocolVersions))]
    public async Task Instructions_AnyVersion_DescribeTheFlowWithExistingTools(string version)
    {
        await using var chat = await ChatClient.StartAsync(version);

        var text = chat.Client.ServerInstructions!;
        var tools = (await chat.Client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken)).Select(t => t.Name).ToHashSet();

        var named = System.Text.RegularExpressions.Regex.Matches(text, @"\b[a-z]+(?:_[a-z]+)*_videos?(?:_[a-z]+)*\b").Select(m => m.Value).ToArray();
        Assert.Contains("create_video_from_image", named);
        Assert.Contains("get_video", named);
        Assert.All(named, name => Assert.Contains(name, tools));
    }
}
