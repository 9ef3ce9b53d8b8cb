using CometRunway.McpServer.Tests.Testing;
using Microsoft.Extensions.Options;

namespace CometRunway.McpServer.Tests.Protocol;

/// <summary>The settings select the tools. An unknown name is an error and does not enable all tools.</summary>
public sealed class ToolSelectionTests
{
    [Fact]
    public async Task Tools_Named_AreListedInUsualOrder()
    {
        await using var chat = await StartAsync("COMETRUNWAY_TOOLS", "list_videos, get_video_options");

        Assert.Equal(["get_video_options", "list_videos"], await NamesAsync(chat));
        Assert.DoesNotContain("create_video_from_image", chat.Client.ServerInstructions, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadOnly_On_RemovesToolsThatCreateOrCancel()
    {
        await using var chat = await StartAsync("COMETRUNWAY_READ_ONLY", "1");

        var names = await NamesAsync(chat);

        Assert.DoesNotContain("create_video_from_image", names);
        Assert.DoesNotContain("cancel_video", names);
        Assert.Contains("validate_video_request", names);
        var options = await chat.AnswerAsync("get_video_options");
        Assert.False(options.GetProperty("ready").GetBoolean());
        Assert.Contains("COMETRUNWAY_READ_ONLY", options.GetProperty("problems")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tools_NotSelected_CannotBeCalled()
    {
        await using var chat = await StartAsync("COMETRUNWAY_READ_ONLY", "on");

        await Assert.ThrowsAnyAsync<Exception>(() => chat.CallAsync("create_video_from_image", ChatClient.Request()));

        Assert.Equal(0, chat.Server.Sandbox.Posts);
    }

    [Theory]
    [InlineData("get_video,make_video", "make_video")]
    [InlineData("create_video_from_image", "COMETRUNWAY_READ_ONLY")]
    public async Task Tools_ThatCannotBeOffered_StopTheStart(string names, string named)
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => RunAsync(new() { ["COMETRUNWAY_TOOLS"] = names, ["COMETRUNWAY_READ_ONLY"] = "on" }));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);

        static async Task RunAsync(Dictionary<string, string> variables)
        {
            var server = await PipedServer.StartAsync(variables: variables);
            await using var sandbox = server.Sandbox;
            await server.Running;
        }
    }

    private static Task<ChatClient> StartAsync(string variable, string value) => ChatClient.StartAsync(null, variables: new() { [variable] = value });

    private static async Task<string[]> NamesAsync(ChatClient chat) =>
        [.. (await chat.Client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken)).Select(t => t.Name)];
}
