using CometRunway.McpServer.Tests.Testing;

namespace CometRunway.McpServer.Tests.Protocol;

/// <summary>How a conversation begins, in every version of the protocol.</summary>
public sealed class GreetingTests
{
    [Theory]
    [InlineData(null, Eras.Modern)]
    [InlineData(Eras.Oldest, Eras.Oldest)]
    [InlineData(Eras.Structured, Eras.Structured)]
    [InlineData(Eras.LastWithHandshake, Eras.LastWithHandshake)]
    [InlineData(Eras.Modern, Eras.Modern)]
    public async Task Connect_AnyVersion_AgreesAndSaysWhoItIs(string? asked, string agreed)
    {
        await using var chat = await ChatClient.StartAsync(asked);

        Assert.Equal(agreed, chat.Client.NegotiatedProtocolVersion);
        Assert.Equal("comet-runway-mcp", chat.Client.ServerInfo?.Name);
        Assert.Matches(@"^\d+\.\d+\.\d+", chat.Client.ServerInfo?.Version);
        Assert.NotNull(chat.Client.ServerCapabilities?.Tools);
    }

    [Theory]
    [MemberData(nameof(Eras.Both), MemberType = typeof(Eras))]
    public async Task Instructions_OfTheServer_NameTheFlowAndOnlyToolsThatExist(string era)
    {
        await using var chat = await ChatClient.StartAsync(era);

        var text = chat.Client.ServerInstructions!;
        var tools = (await chat.Client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken)).Select(t => t.Name).ToHashSet();

        var named = System.Text.RegularExpressions.Regex.Matches(text, @"\b[a-z]+(?:_[a-z]+)*_videos?(?:_[a-z]+)*\b").Select(m => m.Value).ToArray();
        Assert.Contains("create_video_from_image", named);
        Assert.Contains("get_video", named);
        Assert.All(named, name => Assert.Contains(name, tools));
    }
}
