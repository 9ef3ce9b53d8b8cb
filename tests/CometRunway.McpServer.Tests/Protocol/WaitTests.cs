using CometRunway.McpServer.Tests.Testing;
using CometRunway.TestKit.Waiting;

namespace CometRunway.McpServer.Tests.Protocol;

/// <summary>A wait over the protocol: what it tells on the way, and that giving it up harms nobody.</summary>
public sealed class WaitTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Eras.Both), MemberType = typeof(Eras))]
    public async Task Get_WithAProgressToken_TellsEachPercentOnceWithASentence(string era)
    {
        await using var chat = await ChatClient.StartAsync(era, speed: 1);
        var created = await chat.AnswerAsync("create_video_from_image", ChatClient.Request());
        var handle = created.GetProperty("handle").GetString()!;
        var heard = new RecordingProgress();
        var call = chat.AnswerAsync("get_video", new() { ["taskId"] = handle, ["waitSeconds"] = 50 }, heard);

        await chat.Server.Sandbox.AgeAsync(call, Token).WithTestTimeout(Token);

        var values = heard.All.Select(p => p.Progress).ToArray();
        Assert.True((await call).GetProperty("finished").GetBoolean());
        Assert.True(values.Length >= 3, string.Join(" ", values));
        // Each value is new; this client hands each message to a task of its own, so they may be heard in another order.
        Assert.Equal(values.Length, values.Distinct().Count());
        Assert.All(heard.All, p => Assert.Equal(100, p.Total));
        Assert.All(heard.All, p => Assert.StartsWith(handle, p.Message, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Eras.Both), MemberType = typeof(Eras))]
    public async Task Get_CallerGivesUp_TaskGoesOnAndTheFileIsSaved(string era)
    {
        await using var chat = await ChatClient.StartAsync(era, speed: 1);
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
    [MemberData(nameof(Eras.Both), MemberType = typeof(Eras))]
    public async Task Create_CallerGivesUpWhileThePaidRequestIsUnderWay_TaskIsKeptAndFoundAgain(string era)
    {
        await using var chat = await ChatClient.StartAsync(era);
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
    public async Task Get_WhileItWaits_OtherCallsAreAnswered()
    {
        await using var chat = await ChatClient.StartAsync(Eras.Modern, speed: 1);
        await chat.AnswerAsync("create_video_from_image", ChatClient.Request());
        var wait = chat.CallAsync("get_video", new() { ["waitSeconds"] = 50 });
        await chat.Server.Sandbox.Journal.WhenAsync(j => j.Tasks[0].Gets >= 1, Token).WithTestTimeout(Token);

        var list = await chat.AnswerAsync("list_videos");

        Assert.Equal(1, list.GetProperty("total").GetInt32());
        Assert.False(wait.IsCompleted);
        await chat.Server.Sandbox.AgeAsync(wait, Token).WithTestTimeout(Token);
    }
}
