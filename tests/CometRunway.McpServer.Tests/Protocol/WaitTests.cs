using CometRunway.McpServer.Tests.Testing;
using CometRunway.TestKit.Waiting;

namespace CometRunway.McpServer.Tests.Protocol;

/// <summary>A wait over the protocol: its progress, and its cancellation, which does not affect the task.</summary>
public sealed class WaitTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(ProtocolVersions.Both), MemberType = typeof(ProtocolVersions))]
    public async Task Get_WithProgressToken_ReportsEachPercentOnceWithMessage(string version)
    {
        await using var chat = await ChatClient.StartAsync(version, speed: 1);
        var created = await chat.AnswerAsync("create_video_from_image", ChatClient.Request());
        var handle = created.GetProperty("handle").GetString()!;
        var heard = new RecordingProgress();
        var call = chat.AnswerAsync("get_video", new() { ["taskId"] = handle, ["waitSeconds"] = 50 }, heard);

        await chat.Server.Sandbox.AgeAsync(call, Token).WithTestTimeout(Token);

        var values = heard.All.Select(p => p.Progress).ToArray();
        Assert.True((await call).GetProperty("finished").GetBoolean());
        Assert.True(values.Length >= 3, string.Join(" ", values));
        // Each value is new. This client handles each message in a separate task, so the order may differ.
        Assert.Equal(values.Length, values.Distinct().Count());
        Assert.All(heard.All, p => Assert.Equal(100, p.Total));
        Assert.All(heard.All, p => Assert.StartsWith(handle, p.Message, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(ProtocolVersions.Both), MemberType = typeof(ProtocolVersions))]
    public async Task Get_CallerCancels_TaskContinuesAndFileIsSaved(string version)
    {
        await using var chat = await ChatClient.StartAsync(version, speed: 1);
        var created = await chat.AnswerAsync("create_video_from_image", ChatClient.Request());
        var handle = created.GetProperty("handle").GetString();
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var call = chat.CallAsync("get_video", new() { ["taskId"] = handle }, cancellationToken: caller.Token);
        await chat.Server.Sandbox.Journal.WhenAsync(j => j.Tasks[0].Gets >= 2, Token).WithTestTimeout(Token);

        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        var again = chat.AnswerAsync("get_video", new() { ["taskId"] = handle, ["waitSeconds"] = 50 });
        await chat.Server.Sandbox.AgeAsync(again, Token).WithTestTimeout(Token);

        Assert.True((await again).GetProperty("finished").GetBoolean());
        Assert.Single(chat.Server.Sandbox.Home.SavedVideos);
        Assert.Equal((1, 0), (chat.Server.Sandbox.Posts, chat.Server.Sandbox.Journal.Tasks[0].Deletes));
    }

    [Theory]
    [MemberData(nameof(ProtocolVersions.Both), MemberType = typeof(ProtocolVersions))]
    public async Task Create_CallerCancelsWhileInFlight_TaskIsKeptAndFound(string version)
    {
        await using var chat = await ChatClient.StartAsync(version);
        chat.Server.Sandbox.Faults.Add(new CometRunway.Sandbox.Faults.FaultRule("create", "pause-after-accept"));
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var call = chat.CallAsync("create_video_from_image", ChatClient.Request(), cancellationToken: caller.Token);
        var held = await chat.Server.Sandbox.Faults.NextPausedAsync(Token).AsTask().WithTestTimeout(Token);

        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        held.Release();
        var video = await chat.AnswerAsync("get_video", new() { ["waitSeconds"] = 50 });

        Assert.True(video.GetProperty("finished").GetBoolean());
        Assert.Equal(held.TaskId, video.GetProperty("taskId").GetString());
        Assert.Equal(1, chat.Server.Sandbox.Posts);
    }

    [Fact]
    public async Task Get_WhileWaiting_OtherCallsRespond()
    {
        await using var chat = await ChatClient.StartAsync(ProtocolVersions.Modern, speed: 1);
        await chat.AnswerAsync("create_video_from_image", ChatClient.Request());
        var wait = chat.CallAsync("get_video", new() { ["waitSeconds"] = 50 });
        await chat.Server.Sandbox.Journal.WhenAsync(j => j.Tasks[0].Gets >= 1, Token).WithTestTimeout(Token);

        var list = await chat.AnswerAsync("list_videos");

        Assert.Equal(1, list.GetProperty("total").GetInt32());
        Assert.False(wait.IsCompleted);
        await chat.Server.Sandbox.AgeAsync(wait, Token).WithTestTimeout(Token);
    }
}
