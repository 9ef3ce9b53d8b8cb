using CometRunway.McpServer.Tests.Testing;
using CometRunway.Mp4;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace CometRunway.McpServer.Tests.Protocol;

/// <summary>Every tool over the protocol, in both protocol generations, with the sandbox.</summary>
public sealed class ToolCallTests
{
    [Theory]
    [MemberData(nameof(ProtocolVersions.All), MemberType = typeof(ProtocolVersions))]
    public async Task CreateThenGet_AnyVersion_SavesPlayableFileAndPaysOnce(string? version)
    {
        await using var chat = await ChatClient.StartAsync(version);

        var created = await chat.AnswerAsync("create_video_from_image", ChatClient.Request());
        var video = await chat.AnswerAsync("get_video", new() { ["taskId"] = created.GetProperty("handle").GetString() });

        var path = Assert.Single(chat.Server.Sandbox.Home.SavedVideos);
        Assert.True(video.GetProperty("finished").GetBoolean());
        Assert.Equal(path, video.GetProperty("files")[0].GetProperty("path").GetString());
        Assert.Equal((1280, 720), (Mp4Reader.TryReadFile(path, out _)!.Width, Mp4Reader.TryReadFile(path, out _)!.Height));
        Assert.Equal(1, chat.Server.Sandbox.Posts);
    }

    [Theory]
    [MemberData(nameof(ProtocolVersions.Both), MemberType = typeof(ProtocolVersions))]
    public async Task Validate_ValidRequest_CreatesNothingAndSuggestsCreate(string version)
    {
        await using var chat = await ChatClient.StartAsync(version);

        var checkedRequest = await chat.AnswerAsync("validate_video_request", ChatClient.Request());

        Assert.True(checkedRequest.GetProperty("valid").GetBoolean());
        Assert.Equal("create_video_from_image", checkedRequest.GetProperty("nextAction").GetProperty("tool").GetString());
        Assert.Equal(0, chat.Server.Sandbox.Posts);
    }

    [Theory]
    [MemberData(nameof(ProtocolVersions.Both), MemberType = typeof(ProtocolVersions))]
    public async Task Validate_ValidRequest_ReturnsCropPreview(string version)
    {
        await using var chat = await ChatClient.StartAsync(version);

        var result = await chat.CallAsync("validate_video_request", ChatClient.Request());

        var preview = Assert.Single(result.Content.OfType<ImageContentBlock>());
        Assert.Equal("image/jpeg", preview.MimeType);
        Assert.InRange(preview.DecodedData.Length, 500, 100_000);
    }

    [Theory]
    [MemberData(nameof(ProtocolVersions.Both), MemberType = typeof(ProtocolVersions))]
    public async Task List_AfterCreate_ContainsTask(string version)
    {
        await using var chat = await ChatClient.StartAsync(version);
        var created = await chat.AnswerAsync("create_video_from_image", ChatClient.Request());

        var list = await chat.AnswerAsync("list_videos");

        Assert.Equal(1, list.GetProperty("total").GetInt32());
        Assert.Equal(created.GetProperty("handle").GetString(), list.GetProperty("videos")[0].GetProperty("handle").GetString());
    }

    [Theory]
    [MemberData(nameof(ProtocolVersions.Both), MemberType = typeof(ProtocolVersions))]
    public async Task Cancel_RunningTask_CancelsAtService(string version)
    {
        await using var chat = await ChatClient.StartAsync(version, speed: 1);
        var created = await chat.AnswerAsync("create_video_from_image", ChatClient.Request());

        var cancelled = await chat.AnswerAsync("cancel_video", new() { ["taskId"] = created.GetProperty("handle").GetString() });

        Assert.True(cancelled.GetProperty("cancelled").GetBoolean());
        Assert.Equal(1, Assert.Single(chat.Server.Sandbox.Journal.Tasks).Deletes);
    }

    [Theory]
    [MemberData(nameof(ProtocolVersions.Both), MemberType = typeof(ProtocolVersions))]
    public async Task Create_InvalidRatio_ReturnsTextErrorWithNextAction(string version)
    {
        await using var chat = await ChatClient.StartAsync(version);

        var error = await chat.ErrorAsync("create_video_from_image", ChatClient.Request(("ratio", "16:9")));
        var next = error.GetProperty("nextAction");
        var again = await chat.AnswerAsync(
            next.GetProperty("tool").GetString()!,
            next.GetProperty("arguments").EnumerateObject().ToDictionary(a => a.Name, a => (object?)a.Value));

        Assert.Equal(("invalid_request", "no"), (error.GetProperty("code").GetString(), error.GetProperty("charged").GetString()));
        Assert.True(again.GetProperty("created").GetBoolean());
        Assert.Equal(1, chat.Server.Sandbox.Posts);
    }

    [Theory]
    [MemberData(nameof(ProtocolVersions.Both), MemberType = typeof(ProtocolVersions))]
    public async Task Call_UnknownArgument_IsRejectedByName(string version)
    {
        await using var chat = await ChatClient.StartAsync(version);

        var error = await chat.ErrorAsync("create_video_from_image", ChatClient.Request(("resolution", "1080p")));

        Assert.Contains(error.GetProperty("problems").EnumerateArray(), p => p.GetProperty("field").GetString() == "resolution");
        Assert.Equal(0, chat.Server.Sandbox.Posts);
    }

    [Theory]
    [InlineData(ProtocolVersions.LastWithHandshake, null)]
    [InlineData(ProtocolVersions.Modern, null)]
    [InlineData(ProtocolVersions.LastWithHandshake, "")]
    [InlineData(ProtocolVersions.Modern, "")]
    public async Task Create_WithoutImage_NamesMissingArgument(string version, string? image)
    {
        await using var chat = await ChatClient.StartAsync(version);
        var arguments = ChatClient.Request(("image", image));
        if (image is null)
            arguments.Remove("image");

        var error = await chat.ErrorAsync("create_video_from_image", arguments);

        Assert.Contains(error.GetProperty("problems").EnumerateArray(), p => p.GetProperty("field").GetString() == "image");
        Assert.Equal(0, chat.Server.Sandbox.Posts);
    }

    [Theory]
    [MemberData(nameof(ProtocolVersions.Both), MemberType = typeof(ProtocolVersions))]
    public async Task Call_UnknownTool_IsProtocolErrorWithName(string version)
    {
        await using var chat = await ChatClient.StartAsync(version);

        var error = await Assert.ThrowsAsync<McpProtocolException>(() => chat.CallAsync("make_me_a_film"));

        Assert.Equal(McpErrorCode.InvalidParams, error.ErrorCode);
        Assert.Contains("make_me_a_film", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_ServiceFailsAfterAcceptance_IsUnknownAndNeverRepeated()
    {
        await using var chat = await ChatClient.StartAsync(ProtocolVersions.Modern);
        chat.Server.Sandbox.Faults.Add(new CometRunway.Sandbox.Faults.FaultRule("create", "reset-after-accept"));

        var error = await chat.ErrorAsync("create_video_from_image", ChatClient.Request());

        Assert.Equal(("outcome_unknown", "unknown"), (error.GetProperty("code").GetString(), error.GetProperty("charged").GetString()));
        Assert.Single(chat.Server.Sandbox.Journal.Tasks);
        Assert.Equal(1, chat.Server.Sandbox.Posts);
    }
}
