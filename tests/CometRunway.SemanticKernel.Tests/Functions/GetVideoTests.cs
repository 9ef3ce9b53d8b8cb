using System.Collections.Concurrent;
using CometRunway.Mp4;
using CometRunway.Sandbox.Faults;
using CometRunway.SemanticKernel.Functions;
using CometRunway.SemanticKernel.Replies;
using CometRunway.SemanticKernel.Tests.Testing;
using CometRunway.Store;
using CometRunway.TestKit.Stores;
using CometRunway.TestKit.Waiting;

namespace CometRunway.SemanticKernel.Tests.Functions;

public sealed class GetVideoTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_TaskFinishes_TellsThePlayableFile()
    {
        await using var lab = await ToolLab.StartAsync();
        var created = await lab.CreateAsync();

        var video = await lab.CallAsync<VideoReply>("get_video", $$"""{"taskId":"{{created.Handle}}"}""");

        var file = Assert.Single(video.Files!);
        Assert.True(video.Finished);
        Assert.Equal([file.Path], lab.Sandbox.Home.SavedVideos);
        Assert.Equal((file.Width, file.Height), (Mp4Reader.TryReadFile(file.Path, out _)!.Width, Mp4Reader.TryReadFile(file.Path, out _)!.Height));
        Assert.Equal(new FileInfo(file.Path).Length, file.Bytes);
        Assert.Null(video.Differences);
        Assert.Null(video.NextAction);
        Assert.Equal(0, Assert.Single(lab.Sandbox.Journal.Tasks).DownloadsWithBearer);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("prefix")]
    [InlineData("upper")]
    [InlineData("none")]
    public async Task Get_AnyNameOfTheTask_FindsIt(string by)
    {
        await using var lab = await ToolLab.StartAsync();
        var created = await lab.CreateAsync();
        var arguments = by switch
        {
            "id" => $$"""{"taskId":"{{created.TaskId}}"}""",
            "prefix" => $$"""{"task":"{{created.TaskId![..8]}}"}""",
            "upper" => $$"""{"handle":" {{created.Handle.ToUpperInvariant()}} "}""",
            _ => "{}",
        };

        var video = await lab.CallAsync<VideoReply>("get_video", arguments);

        Assert.Equal(created.Handle, video.Handle);
    }

    [Fact]
    public async Task Get_UserDeletedTheFile_FetchesItAgainAndSaysSo()
    {
        await using var lab = await ToolLab.StartAsync();
        var created = await lab.CreateAsync();
        var before = await lab.CallAsync<VideoReply>("get_video", $$"""{"taskId":"{{created.Handle}}"}""");
        File.Delete(before.Files![0].Path);

        var after = await lab.CallAsync<VideoReply>("get_video", $$"""{"taskId":"{{created.Handle}}"}""");

        Assert.Equal([after.Files![0].Path], lab.Sandbox.Home.SavedVideos);
        Assert.Equal(before.Files![0].Path, after.Files![0].Path);
        Assert.NotEqual(before.Message, after.Message);
        Assert.Equal(1, lab.Sandbox.Posts);
    }

    [Fact]
    public async Task Get_UserDeletedTheFileAndTheServiceHasItNoMore_SaysThatItIsGone()
    {
        await using var lab = await ToolLab.StartAsync();
        var created = await lab.CreateAsync();
        var before = await lab.CallAsync<VideoReply>("get_video", $$"""{"taskId":"{{created.Handle}}"}""");
        File.Delete(before.Files![0].Path);
        lab.Sandbox.Faults.Add(new FaultRule("output", "link-gone") { Times = 50 }, new FaultRule("read", "task-not-found-upstream") { Times = 50 });

        var after = await lab.CallAsync<VideoReply>("get_video", $$"""{"taskId":"{{created.Handle}}"}""");

        Assert.False(after.Finished);
        Assert.Null(after.Files);
        Assert.Equal("get_video", after.NextAction!.Tool);
        Assert.NotNull((await lab.Store.GetAsync(created.Handle, TestContext.Current.CancellationToken))!.FileProblem);
    }

    [Fact]
    public async Task Get_StillRunning_SaysSoAndAsksToCallAgain()
    {
        await using var lab = await ToolLab.StartAsync(speed: 1);
        var created = await lab.CreateAsync();

        var video = await lab.CallAsync<VideoReply>("get_video", $$"""{"taskId":"{{created.Handle}}","waitSeconds":0}""");

        Assert.False(video.Finished);
        Assert.Null(video.Files);
        Assert.Equal(("get_video", created.Handle), (video.NextAction!.Tool, (string)video.NextAction.Arguments["taskId"]!));
    }

    [Fact]
    public async Task Get_WithAListener_HearsFractionsThatOnlyGrow()
    {
        await using var lab = await ToolLab.StartAsync(speed: 1);
        var created = await lab.CreateAsync();
        var heard = new RecordingProgress();
        var call = lab.CallAsync("get_video", $$"""{"taskId":"{{created.Handle}}","waitSeconds":50}""", heard);

        await lab.Sandbox.AgeAsync(call, Token).WithTestTimeout(Token);

        var fractions = heard.All.Select(p => p.Fraction).ToArray();
        Assert.True(Assert.IsType<VideoReply>(await call).Finished);
        Assert.True(fractions.Distinct().Count() >= 3, string.Join(" ", fractions));
        Assert.Equal(fractions.Order(), fractions);
        Assert.All(fractions[..^1], f => Assert.InRange(f, 0, 0.99));
        Assert.Equal(1, fractions[^1]);
        Assert.All(heard.All, p => Assert.StartsWith(created.Handle, p.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_CallerGivesUp_TaskAndFileGoOn()
    {
        await using var lab = await ToolLab.StartAsync(speed: 1);
        var created = await lab.CreateAsync();
        using var caller = new CancellationTokenSource();
        var call = lab.CallAsync("get_video", $$"""{"taskId":"{{created.Handle}}"}""", cancellationToken: caller.Token);
        await lab.Sandbox.Journal.WhenAsync(j => j.Tasks[0].Gets >= 2, Token).WithTestTimeout(Token);

        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await lab.Sandbox.AgeAsync(lab.Client.WaitAsync(created.Handle, cancellationToken: Token), Token).WithTestTimeout(Token);

        Assert.Single(lab.Sandbox.Home.SavedVideos);
        Assert.Equal((1, 0), (lab.Sandbox.Posts, lab.Sandbox.Journal.Tasks[0].Deletes));
    }

    [Fact]
    public async Task Get_ManyWaiters_PollAsOne()
    {
        await using var lab = await ToolLab.StartAsync(speed: 1);
        var created = await lab.CreateAsync();
        var calls = Enumerable.Range(0, 5).Select(_ => lab.CallAsync("get_video", $$"""{"taskId":"{{created.Handle}}"}""")).ToArray();

        await lab.Sandbox.AgeAsync(Task.WhenAll(calls), Token).WithTestTimeout(Token);
        var replies = await Task.WhenAll(calls);

        var reads = lab.Sandbox.Journal.Requests.Count(r => r.Route == "read");
        Assert.All(replies, r => Assert.True(Assert.IsType<VideoReply>(r).Finished));
        Assert.Equal(1, Assert.Single(lab.Sandbox.Journal.Tasks).Downloads);
        Assert.True(reads <= 25, $"{reads} reads");
        Assert.Single(lab.Sandbox.Home.SavedVideos);
    }

    [Fact]
    public async Task Get_LinkDoesNotAnswer_IsMadeAndPaidButNotSaved()
    {
        await using var lab = await ToolLab.StartAsync();
        lab.Sandbox.Faults.Add(new FaultRule("output", "error-page-as-mp4") { Times = 50 });
        var created = await lab.CreateAsync();

        var video = await lab.CallAsync<VideoReply>("get_video", $$"""{"taskId":"{{created.Handle}}"}""");

        Assert.False(video.Finished);
        Assert.Equal(("succeeded", "not_a_video"), (video.State, video.Reason));
        Assert.Contains((await lab.Store.GetAsync(created.Handle, TestContext.Current.CancellationToken))!.FileProblem!, video.Message, StringComparison.Ordinal);
        Assert.Empty(lab.Sandbox.Home.SavedVideos);
    }

    [Theory]
    [InlineData("SAFETY.INPUT.TEXT", "yes", false)]
    [InlineData("SAFETY.INPUT.IMAGE", "yes", false)]
    [InlineData("SAFETY.INPUT.VIDEO", "yes", false)]
    [InlineData("SAFETY.OUTPUT.VIDEO", "unknown", false)]
    [InlineData("INPUT_PREPROCESSING.SAFETY.TEXT", "unknown", false)]
    [InlineData("INPUT_PREPROCESSING.SAFETY.TEXT.THIRD_PARTY", "unknown", false)]
    [InlineData("INPUT_PREPROCESSING.INTERNAL", "unknown", true)]
    [InlineData("ASSET.INVALID", "unknown", false)]
    [InlineData("INTERNAL.BAD_OUTPUT.CODE01", "unknown", true)]
    [InlineData("INTERNAL.BAD_OUTPUT.01", "unknown", true)]
    [InlineData("THIRD_PARTY.UNAVAILABLE", "unknown", true)]
    [InlineData("THIRD_PARTY.INPUT_VALIDATION", "unknown", false)]
    [InlineData("INTERNAL", "unknown", true)]
    [InlineData("failure-without-code", "unknown", true)]
    [InlineData("failure-without-text", "unknown", true)]
    public async Task Get_TaskFailed_TellsWhatTheCodeMeans(string fault, string charged, bool retryable)
    {
        await using var lab = await ToolLab.StartAsync();
        lab.Sandbox.Faults.Add(new FaultRule("task", fault));
        var created = await lab.CreateAsync();

        var error = await lab.CallAsync<ErrorReply>("get_video", $$"""{"taskId":"{{created.Handle}}"}""");

        Assert.Equal((ErrorCodes.TaskFailed, charged, retryable), (error.Code, error.Charged, error.Retryable));
        Assert.Equal(created.Handle, error.Handle);
        Assert.Equal(!fault.StartsWith("failure", StringComparison.Ordinal), error.ServiceSaid?.Contains(fault, StringComparison.Ordinal) is true);
        Assert.Null(error.NextAction);
    }

    [Fact]
    public async Task Get_TaskCancelledElsewhere_SaysSo()
    {
        await using var lab = await ToolLab.StartAsync();
        lab.Sandbox.Faults.Add(new FaultRule("task", "cancelled"));
        var created = await lab.CreateAsync();

        var error = await lab.CallAsync<ErrorReply>("get_video", $$"""{"taskId":"{{created.Handle}}"}""");

        Assert.Equal((ErrorCodes.TaskCancelled, "unknown"), (error.Code, error.Charged));
    }

    [Fact]
    public async Task Get_OutcomeUnknown_SaysThatOnlyAPersonCanResolveIt()
    {
        await using var lab = await ToolLab.StartAsync();
        lab.Sandbox.Faults.Add(new FaultRule("create", "reset-after-accept"));
        var unknown = await lab.CreateErrorAsync();

        var error = await lab.CallAsync<ErrorReply>("get_video", $$"""{"taskId":"{{unknown.Handle}}"}""");

        Assert.Equal((ErrorCodes.OutcomeUnknown, "unknown"), (error.Code, error.Charged));
        Assert.Contains($"tasks resolve {unknown.Handle}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_WasRefusedWhenCreated_SaysThatThereIsNothingToWaitFor()
    {
        await using var lab = await ToolLab.StartAsync();
        lab.Sandbox.Faults.Add(new FaultRule("create", "validation"));
        var refused = await lab.CreateErrorAsync();

        var error = await lab.CallAsync<ErrorReply>("get_video", $$"""{"taskId":"{{refused.Handle}}"}""");

        Assert.Equal((ErrorCodes.RequestRefused, "no"), (error.Code, error.Charged));
    }

    [Fact]
    public async Task Get_NothingWasEverCreated_SaysSo()
    {
        await using var lab = await ToolLab.StartAsync();

        var error = await lab.CallAsync<ErrorReply>("get_video", "{}");

        Assert.Equal((ErrorCodes.NoSuchTask, "no"), (error.Code, error.Charged));
        Assert.Contains("create_video_from_image", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vzzz9")]
    [InlineData("'; DROP TABLE tasks; --")]
    [InlineData("data:image/png;base64,QUFB")]
    [InlineData("%")]
    public async Task Get_InventedId_IsNoSuchTaskAndNamesTheKnownOne(string id)
    {
        await using var lab = await ToolLab.StartAsync();
        var created = await lab.CreateAsync();

        var error = await lab.CallAsync<ErrorReply>("get_video", new System.Text.Json.Nodes.JsonObject { ["taskId"] = id }.ToJsonString());

        Assert.Equal(ErrorCodes.NoSuchTask, error.Code);
        Assert.Contains(created.Handle, error.Message, StringComparison.Ordinal);
        Assert.NotNull(await lab.Store.GetAsync(created.Handle, Token));
    }

    [Fact]
    public async Task Get_PrefixOfSeveral_IsAmbiguousAndNamesThem()
    {
        await using var lab = await ToolLab.StartAsync();
        var (one, other) = (await RowAsync(lab, "same-begin-1"), await RowAsync(lab, "same-begin-2"));

        var error = await lab.CallAsync<ErrorReply>("get_video", """{"taskId":"same-begin"}""");

        Assert.Equal((ErrorCodes.AmbiguousTask, "no"), (error.Code, error.Charged));
        Assert.Contains(one, error.Message, StringComparison.Ordinal);
        Assert.Contains(other, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"waitSeconds":"soon"}""")]
    [InlineData("""{"wait_for":5}""")]
    [InlineData("""{"taskId":"a","id":"b"}""")]
    [InlineData("""{"taskId":{"a":1}}""")]
    public async Task Get_WrongArguments_AreToldAndNothingIsDone(string arguments)
    {
        await using var lab = await ToolLab.StartAsync();

        var error = await lab.CallAsync<ErrorReply>("get_video", arguments);

        Assert.Equal((ErrorCodes.InvalidArguments, "no"), (error.Code, error.Charged));
        Assert.Single(error.Problems!);
    }

    private static async Task<string> RowAsync(ToolLab lab, string id)
    {
        var task = new NewVideoTask { Fingerprint = id, Settings = new() { Model = "gen4_turbo" }, ImageName = "cat.png", ApiVersion = "2024-11-06" };
        var begun = Assert.IsType<BeginOutcome.Begun>(await lab.Store.BeginAsync(await lab.ScopeAsync(), task, BudgetLimits.Unlimited, TimeSpan.Zero, newTake: true));
        return (await lab.Store.AcceptAsync(begun.Task.Handle, id)).Handle;
    }

    private sealed class RecordingProgress : IProgress<WaitProgress>
    {
        private readonly ConcurrentQueue<WaitProgress> _all = new();

        public IReadOnlyList<WaitProgress> All => [.. _all];

        public void Report(WaitProgress value) => _all.Enqueue(value);
    }
}
