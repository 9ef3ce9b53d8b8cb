using CometRunway.Sandbox.Faults;
using CometRunway.Sandbox.Journal;
using CometRunway.SemanticKernel.Replies;
using CometRunway.SemanticKernel.Tests.Testing;
using CometRunway.Store;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Waiting;

namespace CometRunway.SemanticKernel.Tests.Functions;

public sealed class CreateTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_Accepted_TellsHandleRequestChoicesAndWhatToCallNext()
    {
        await using var lab = await ToolLab.StartAsync();

        var reply = await lab.CallAsync<CreateReply>("create_video_from_image", """{"image":"cat.png","prompt":"a slow pan"}""");

        var task = Assert.Single(lab.Sandbox.Journal.Tasks);
        Assert.Contains(reply.Handle, reply.Message, StringComparison.Ordinal);
        Assert.True(reply.Created);
        Assert.Equal(task.Id, reply.TaskId);
        Assert.Equal((task.Model, task.Ratio, task.Duration), (reply.Request!.Model, reply.Request.Ratio, reply.Request.Duration));
        Assert.Equal(4, reply.Notes!.Count);
        Assert.Equal(("get_video", reply.Handle), (reply.NextAction.Tool, (string)reply.NextAction.Arguments["taskId"]!));
        Assert.Equal(TestHome.ImageName, reply.Request.Image);
    }

    [Fact]
    public async Task Create_DataUri_IsSentAndNeverRepeated()
    {
        await using var lab = await ToolLab.StartAsync();

        var reply = await lab.CallAsync<CreateReply>("create_video_from_image", $$"""{"image":"{{SampleImage.DataUri(400, 240)}}","model":"gen4_turbo"}""");

        Assert.True(reply.Created);
        Assert.InRange(reply.Request!.Image.Length, 1, 50);
        Assert.False(reply.Request.Image.StartsWith("data:", StringComparison.Ordinal));
        Assert.NotNull(Assert.Single(lab.Sandbox.Journal.Tasks).ImageSha256);
    }

    [Fact]
    public async Task Create_SameRequestAgain_IsTheEarlierTaskAndCostsNothing()
    {
        await using var lab = await ToolLab.StartAsync();
        var first = await lab.CreateAsync();

        var second = await lab.CreateAsync();

        Assert.False(second.Created);
        Assert.Equal(first.Handle, second.Handle);
        Assert.Contains(first.Handle, second.Message, StringComparison.Ordinal);
        Assert.Equal(1, lab.Sandbox.Posts);
    }

    [Fact]
    public async Task Create_SameRequestAsANewTake_IsAnotherTask()
    {
        await using var lab = await ToolLab.StartAsync();
        var first = await lab.CreateAsync();

        var second = await lab.CreateAsync("\"newTake\":true");

        Assert.True(second.Created);
        Assert.NotEqual(first.Handle, second.Handle);
        Assert.Equal(2, lab.Sandbox.Journal.Tasks.Count);
    }

    [Fact]
    public async Task Create_SameRequestFromManyAtOnce_IsPaidOnce()
    {
        await using var lab = await ToolLab.StartAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => lab.CreateAsync()));

        Assert.Single(lab.Sandbox.Journal.Tasks);
        Assert.Single(replies, r => r.Created);
        Assert.Single(replies.Select(r => r.Handle).Distinct());
    }

    [Theory]
    [InlineData("pause-before-accept")]
    [InlineData("pause-after-accept")]
    [InlineData("pause-half-response")]
    public async Task Create_CallerGivesUpInMidRequest_TaskIsNotLost(string hold)
    {
        await using var lab = await ToolLab.StartAsync();
        lab.Sandbox.Faults.Add(new FaultRule("create", hold));
        using var caller = new CancellationTokenSource();
        var call = lab.CallAsync("create_video_from_image", ToolLab.Create(), cancellationToken: caller.Token);
        var held = await lab.Sandbox.Faults.NextPausedAsync(Token).AsTask().WithTestTimeout(Token);

        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        var sending = (await lab.Client.ListAsync(cancellationToken: Token)).Tasks[0];
        held.Release();
        var accepted = await lab.Store.WaitForChangeAsync(sending.Handle, sending.Revision, Token).WithTestTimeout(Token);

        var task = Assert.Single(lab.Sandbox.Journal.Tasks);
        Assert.Equal(VideoTaskState.Submitting, sending.State);
        Assert.Equal(task.Id, accepted.TaskId);
        Assert.NotEqual(ResponseState.ClientDisconnected, task.Response);
        Assert.Equal(1, lab.Sandbox.Posts);
    }

    [Fact]
    public async Task Create_CancelledBeforeItBegins_SendsNothing()
    {
        await using var lab = await ToolLab.StartAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lab.CallAsync("create_video_from_image", ToolLab.Create(), cancellationToken: new CancellationToken(canceled: true)));

        Assert.Equal(0, lab.Sandbox.Posts);
    }

    [Fact]
    public async Task Create_BrokenRules_AreAllToldWithARequestThatPasses()
    {
        await using var lab = await ToolLab.StartAsync();

        var error = await lab.CreateErrorAsync("\"ratio\":\"16:9\",\"duration\":12,\"seed\":4294967295");

        Assert.Equal((ErrorCodes.InvalidRequest, "no", 0), (error.Code, error.Charged, lab.Sandbox.Posts));
        Assert.Equal(["duration", "ratio", "seed"], error.Problems!.Select(p => p.Field).Order());
        var corrected = await lab.CallAsync<CreateReply>(error.NextAction!.Tool, error.NextAction.Arguments.ToJsonString());
        Assert.True(corrected.Created);
    }

    [Theory]
    [InlineData("aspect_ratio", "16:9")]
    [InlineData("size", "1280x720")]
    [InlineData("resolution", "1280:720")]
    public async Task Create_NameThatChangesTheMeaning_IsRefusedAndItsValueReachesTheCorrection(string name, string value)
    {
        await using var lab = await ToolLab.StartAsync();

        var error = await lab.CreateErrorAsync($"\"{name}\":\"{value}\"");

        Assert.Equal(0, lab.Sandbox.Posts);
        Assert.Contains(error.Problems!, p => p.Field == name && p.Nearest == "ratio");
        Assert.Equal("1280:720", (string)error.NextAction!.Arguments["ratio"]!);
        Assert.False(error.NextAction.Arguments.ContainsKey(name));
    }

    [Fact]
    public async Task Create_ArgumentsAloneAreWrong_SaysInvalidArguments()
    {
        await using var lab = await ToolLab.StartAsync();

        var error = await lab.CreateErrorAsync("\"negative_prompt\":\"blur\"");

        Assert.Equal((ErrorCodes.InvalidArguments, 0), (error.Code, lab.Sandbox.Posts));
        Assert.True((await lab.CallAsync<CreateReply>(error.NextAction!.Tool, error.NextAction.Arguments.ToJsonString())).Created);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../../etc/passwd")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://host.example/a.png")]
    [InlineData("data:text/html;base64,PGI+")]
    [InlineData("data:image/png;base64,!!!!")]
    [InlineData("C:\\Windows\\win.ini")]
    [InlineData("")]
    public async Task Create_HostileImage_IsRefusedAndNothingIsSent(string image)
    {
        await using var lab = await ToolLab.StartAsync();

        var error = await lab.CallAsync<ErrorReply>("create_video_from_image", new System.Text.Json.Nodes.JsonObject { ["image"] = image, ["model"] = "gen4_turbo" }.ToJsonString());

        Assert.Equal((ErrorCodes.InvalidRequest, "no", 0), (error.Code, error.Charged, lab.Sandbox.Posts));
        Assert.Contains(error.Problems!, p => p.Field == "image");
        Assert.DoesNotContain("root:", error.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_ValidRequest_CreatesNothingAndLeadsToCreate()
    {
        await using var lab = await ToolLab.StartAsync();

        var reply = await lab.CallAsync<ValidateReply>("validate_video_request", ToolLab.Create());

        Assert.True(reply.Valid);
        Assert.Equal(0, lab.Sandbox.Posts);
        Assert.True((await lab.CallAsync<CreateReply>(reply.NextAction!.Tool, reply.NextAction.Arguments.ToJsonString())).Created);
    }

    [Fact]
    public async Task Validate_BrokenRules_TellsTheSameAsCreate()
    {
        await using var lab = await ToolLab.StartAsync();
        const string broken = "\"ratio\":\"16:9\",\"duration\":\"12s\",\"size\":\"big\"";

        var reply = await lab.CallAsync<ValidateReply>("validate_video_request", ToolLab.Create(broken));
        var error = await lab.CreateErrorAsync(broken);

        Assert.False(reply.Valid);
        Assert.Equal(error.Problems!.Select(p => p.Problem), reply.Problems!.Select(p => p.Problem));
        Assert.Equal(error.NextAction!.Arguments.ToJsonString(), reply.NextAction!.Arguments.ToJsonString());
    }
}
