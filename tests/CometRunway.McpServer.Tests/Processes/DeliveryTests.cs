using System.Text.Json.Nodes;
using CometRunway.McpServer.Tests.Testing;
using CometRunway.Sandbox.Faults;
using CometRunway.TestKit.Sandboxes;

namespace CometRunway.McpServer.Tests.Processes;

/// <summary>The ways in which gateways deliver a paid video, with the real server. What is saved is compared byte by byte with a plain delivery.</summary>
[Collection(SequentialTests.Name)]
public sealed class DeliveryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("link-needs-key")]
    [InlineData("link-needs-key-redirect")]
    [InlineData("link-percent-escapes")]
    [InlineData("link-relative")]
    [InlineData("link-in-list-text")]
    [InlineData("file-gzip")]
    [InlineData("file-206-half")]
    [InlineData("answer-as-html")]
    public async Task Get_DeliveredInAnotherWay_IsTheSameVideoAndKeepsTheKey(string fault)
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var server = await ServerProcess.TalkAsync(sandbox);
        var plain = await VideoAsync(server, newTake: false);
        sandbox.Faults.Add(new FaultRule("task", fault));

        var video = await VideoAsync(server, newTake: true);

        Assert.NotEqual(plain, video);
        Assert.Equal(await File.ReadAllBytesAsync(plain, Token), await File.ReadAllBytesAsync(video, Token));
        Assert.All(sandbox.Journal.Tasks, task => Assert.Equal(0, task.DownloadsWithBearer));
        Assert.Empty(sandbox.Faults.Rules);
    }

    [Fact]
    public async Task Get_LinkThatIsNotUsed_SaysWhyToTheModelAndShowsTheLinkToThePersonOnly()
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        sandbox.Faults.Add(new FaultRule("task", "link-plain-http"));
        await using var server = await ServerProcess.TalkAsync(sandbox);
        await server.Wire.CallAsync("create_video_from_image", WireClient.Request());

        var result = await server.Wire.CallAsync("get_video", new() { ["waitSeconds"] = 50 });
        var list = await server.Wire.CallAsync("list_videos");
        var reply = WireClient.Reply(result);
        var show = await ServerProcess.RunAsync(["tasks", "show", reply.GetProperty("handle").GetString()!], ServerVariables.For(sandbox));

        Assert.Equal("link_not_secure", reply.GetProperty("why").GetString());
        Assert.StartsWith("link_not_secure", WireClient.Reply(list).GetProperty("videos")[0].GetProperty("notSaved").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("_jwt", result.ToJsonString() + list.ToJsonString(), StringComparison.Ordinal);
        Assert.Matches($@"(?m)^link +http://videos\.invalid/outputs/{sandbox.Journal.Tasks[0].Id}\.mp4\?_jwt=\S+$", show.Output);
    }

    private static async Task<string> VideoAsync(ServerProcess server, bool newTake)
    {
        // The same seed gives the same video.
        JsonObject request = WireClient.Request();
        request["seed"] = 7;
        request["newTake"] = newTake;
        await server.Wire.CallAsync("create_video_from_image", request);
        var video = WireClient.Reply(await server.Wire.CallAsync("get_video", new() { ["waitSeconds"] = 50 }));
        return video.GetProperty("files")[0].GetProperty("path").GetString()!;
    }
}
