using CometRunway.McpServer.Tests.Testing;
using CometRunway.SemanticKernel.Replies;

namespace CometRunway.McpServer.Tests.Protocol;

/// <summary>The request id over the protocol, in both protocol generations.</summary>
public sealed class RequestIdTests
{
    [Theory]
    [MemberData(nameof(ProtocolVersions.Both), MemberType = typeof(ProtocolVersions))]
    public async Task Create_RepeatedWithTheSameId_IsOneTaskAndShowsTheLimits(string version)
    {
        await using var chat = await ChatClient.StartAsync(version);
        var request = ChatClient.Request(("requestId", "order 17"), ("newTake", true));

        var first = await chat.AnswerAsync("create_video_from_image", request);
        var again = await chat.AnswerAsync("create_video_from_image", request);

        Assert.Equal(first.GetProperty("handle").GetString(), again.GetProperty("handle").GetString());
        Assert.Equal((true, false), (first.GetProperty("created").GetBoolean(), again.GetProperty("created").GetBoolean()));
        Assert.Equal("order 17", again.GetProperty("requestId").GetString());
        Assert.Equal(
            [("tasksPerHour", 9, 10), ("tasksPerDay", 29, 30), ("secondsPerDay", 295, 300)],
            first.GetProperty("limits").EnumerateObject().Select(limit => (limit.Name, limit.Value.GetProperty("left").GetInt32(), limit.Value.GetProperty("of").GetInt32())));
        Assert.Equal(1, chat.Server.Sandbox.Posts);
    }

    [Fact]
    public async Task Create_SameIdForAnotherRequest_IsAnErrorWithItsOwnCode()
    {
        await using var chat = await ChatClient.StartAsync(null);
        var first = await chat.AnswerAsync("create_video_from_image", ChatClient.Request(("requestId", "order 17")));

        var error = await chat.ErrorAsync("create_video_from_image", ChatClient.Request(("requestId", "order 17"), ("duration", 10)));

        Assert.Equal((ErrorCodes.RequestIdConflict, "no"), (error.GetProperty("code").GetString(), error.GetProperty("charged").GetString()));
        Assert.Equal(first.GetProperty("handle").GetString(), error.GetProperty("handle").GetString());
        Assert.Equal(1, chat.Server.Sandbox.Posts);
    }
}
