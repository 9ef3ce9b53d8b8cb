using CometRunway.Sandbox.Faults;
using CometRunway.SemanticKernel.Replies;
using CometRunway.SemanticKernel.Tests.Testing;

namespace CometRunway.SemanticKernel.Tests.Functions;

/// <summary>What a model is told when the service does not take a create, and whether that is true: the sandbox's journal knows what was charged.</summary>
public sealed class CreateErrorTests
{
    [Theory]
    [InlineData("validation", ErrorCodes.RequestRefused)]
    [InlineData("validation-wrapped", ErrorCodes.RequestRefused)]
    [InlineData("invalid-parameter", ErrorCodes.RequestRefused)]
    [InlineData("invalid-request-500", ErrorCodes.RequestRefused)]
    [InlineData("validation-masked", ErrorCodes.ReasonHidden)]
    [InlineData("asset-fetch-failed", ErrorCodes.ImageRefused)]
    [InlineData("asset-aspect-ratio", ErrorCodes.ImageRefused)]
    [InlineData("unauthorized", ErrorCodes.InvalidKey)]
    [InlineData("unauthorized-upstream", ErrorCodes.InvalidKey)]
    [InlineData("user-banned", ErrorCodes.Forbidden)]
    [InlineData("permission-denied", ErrorCodes.Forbidden)]
    [InlineData("quota-not-enough", ErrorCodes.InsufficientBalance)]
    [InlineData("not-enough-credits", ErrorCodes.InsufficientBalance)]
    [InlineData("model-not-found", ErrorCodes.ModelNotOffered)]
    [InlineData("model-variant-not-available", ErrorCodes.ModelNotOffered)]
    [InlineData("too-large", ErrorCodes.TooLarge)]
    [InlineData("invalid-url", ErrorCodes.WrongAddress)]
    [InlineData("method-not-allowed", ErrorCodes.WrongAddress)]
    [InlineData("too-many-requests", ErrorCodes.RateLimited)]
    [InlineData("empty-429", ErrorCodes.RateLimited)]
    [InlineData("daily-quota", ErrorCodes.RateLimited)]
    [InlineData("reset-before-accept", ErrorCodes.OutcomeUnknown)]
    [InlineData("reset-after-accept", ErrorCodes.OutcomeUnknown)]
    [InlineData("cut-body", ErrorCodes.OutcomeUnknown)]
    [InlineData("redirect", ErrorCodes.OutcomeUnknown)]
    [InlineData("redirect-307", ErrorCodes.OutcomeUnknown)]
    [InlineData("html-200", ErrorCodes.OutcomeUnknown)]
    [InlineData("html-200-after-accept", ErrorCodes.OutcomeUnknown)]
    [InlineData("empty-200", ErrorCodes.OutcomeUnknown)]
    [InlineData("no-id", ErrorCodes.OutcomeUnknown)]
    [InlineData("foreign-shape", ErrorCodes.OutcomeUnknown)]
    [InlineData("insert-task-failed", ErrorCodes.OutcomeUnknown)]
    [InlineData("do-request-failed", ErrorCodes.OutcomeUnknown)]
    [InlineData("bad-gateway", ErrorCodes.OutcomeUnknown)]
    [InlineData("service-unavailable", ErrorCodes.OutcomeUnknown)]
    [InlineData("timeout-524", ErrorCodes.OutcomeUnknown)]
    [InlineData("gateway-timeout-after-accept", ErrorCodes.OutcomeUnknown)]
    [InlineData("server-error-after-accept", ErrorCodes.OutcomeUnknown)]
    public async Task Create_NotTaken_SaysSoAndTheTruthAboutTheMoney(string fault, string code)
    {
        await using var lab = await ToolLab.StartAsync();
        lab.Sandbox.Faults.Add(new FaultRule("create", fault) { Times = 2 });

        var error = await lab.CreateErrorAsync();

        Assert.Equal(code, error.Code);
        Assert.Equal(1, lab.Sandbox.Posts);
        Assert.Equal(code == ErrorCodes.OutcomeUnknown ? "unknown" : "no", error.Charged);
        if (error.Charged == "no")
            Assert.Empty(lab.Sandbox.Journal.Tasks);
        Assert.NotNull(error.Handle);
    }

    [Fact]
    public async Task Create_ErrorWithAnIdThatTheServiceConfirms_IsCreated()
    {
        await using var lab = await ToolLab.StartAsync();
        lab.Sandbox.Faults.Add(new FaultRule("create", "id-in-error"));

        var reply = await lab.CreateAsync();

        Assert.Equal((true, Assert.Single(lab.Sandbox.Journal.Tasks).Id), (reply.Created, reply.TaskId));
    }

    [Fact]
    public async Task Create_ErrorWithAnIdThatIsNotConfirmedYet_ReportsItAndGetVideoWaitsForIt()
    {
        await using var lab = await ToolLab.StartAsync();
        lab.Sandbox.Faults.Add(new FaultRule("create", "id-in-error"), new FaultRule("read", "task-not-exist") { Times = 2 });

        var error = await lab.CreateErrorAsync();
        var again = await lab.CreateErrorAsync("\"newTake\":true");
        var video = await lab.CallAsync<VideoReply>("get_video", "{}");

        var id = Assert.Single(lab.Sandbox.Journal.Tasks).Id;
        Assert.Equal((ErrorCodes.OutcomeUnknown, "unknown", id, "get_video"), (error.Code, error.Charged, error.UnconfirmedId, error.NextAction?.Tool));
        Assert.Equal((ErrorCodes.EarlierOutcomeUnknown, "no", id), (again.Code, again.Charged, again.UnconfirmedId));
        Assert.Equal((true, id), (video.Finished, video.TaskId));
        Assert.Equal(1, lab.Sandbox.Posts);
    }

    [Fact]
    public async Task Create_TwoObjectsInOneBody_IsCreatedWithAWarning()
    {
        await using var lab = await ToolLab.StartAsync();
        lab.Sandbox.Faults.Add(new FaultRule("create", "two-objects"));

        var reply = await lab.CreateAsync();

        Assert.Equal(Assert.Single(lab.Sandbox.Journal.Tasks).Id, reply.TaskId);
        Assert.NotEmpty(reply.Warnings!);
    }

    [Fact]
    public async Task Create_RateLimited_SaysWhenToTryAgain()
    {
        await using var lab = await ToolLab.StartAsync();
        lab.Sandbox.Faults.Add(new FaultRule("create", "too-many-requests") { RetryAfter = "7" });

        var error = await lab.CreateErrorAsync();

        Assert.True(error.Retryable);
        Assert.Equal(7, error.RetryAfterSeconds);
    }

    [Theory]
    [InlineData("validation")]
    [InlineData("unauthorized")]
    [InlineData("quota-not-enough")]
    [InlineData("model-not-found")]
    [InlineData("reset-after-accept")]
    [InlineData("bad-gateway")]
    public async Task Create_RepeatingDoesNotHelpOrMayCost_IsNotRetryable(string fault)
    {
        await using var lab = await ToolLab.StartAsync();
        lab.Sandbox.Faults.Add(new FaultRule("create", fault));

        var error = await lab.CreateErrorAsync();

        Assert.False(error.Retryable);
    }

    [Fact]
    public async Task Create_ReasonHidden_OffersTheSpecificationsOwnRecovery()
    {
        await using var lab = await ToolLab.StartAsync();
        lab.Sandbox.Faults.Add(new FaultRule("create", "validation-masked"));

        var error = await lab.CreateErrorAsync("\"duration\":10,\"watermark\":true");

        Assert.Equal("create_video_from_image", error.NextAction!.Tool);
        Assert.Equal(5, (int)error.NextAction.Arguments["duration"]!);
        Assert.False(error.NextAction.Arguments.ContainsKey("watermark"));
        var repeated = await lab.CallAsync<CreateReply>(error.NextAction.Tool, error.NextAction.Arguments.ToJsonString());
        Assert.True(repeated.Created);
    }

    [Fact]
    public async Task Create_ReasonHiddenOfTheSafestRequest_OffersNothing()
    {
        await using var lab = await ToolLab.StartAsync();
        lab.Sandbox.Faults.Add(new FaultRule("create", "validation-masked"));

        var error = await lab.CreateErrorAsync("\"duration\":5,\"ratio\":\"1280:720\"");

        Assert.Equal(ErrorCodes.ReasonHidden, error.Code);
        Assert.Null(error.NextAction);
    }

    [Fact]
    public async Task Create_AfterAnUnknownOutcome_IsBlockedEvenAsANewTake()
    {
        await using var lab = await ToolLab.StartAsync();
        lab.Sandbox.Faults.Add(new FaultRule("create", "reset-after-accept"));
        var unknown = await lab.CreateErrorAsync();

        var blocked = await lab.CreateErrorAsync("\"newTake\":true");

        Assert.Equal(ErrorCodes.EarlierOutcomeUnknown, blocked.Code);
        Assert.Equal(unknown.Handle, blocked.Handle);
        Assert.Equal("no", blocked.Charged);
        Assert.Equal(1, lab.Sandbox.Posts);
        Assert.Null(blocked.NextAction);
    }

    [Fact]
    public async Task Create_AfterARefusal_MaySucceed()
    {
        await using var lab = await ToolLab.StartAsync();
        lab.Sandbox.Faults.Add(new FaultRule("create", "too-many-requests"));
        await lab.CreateErrorAsync();

        var reply = await lab.CreateAsync();

        Assert.True(reply.Created);
        Assert.Single(lab.Sandbox.Journal.Tasks);
    }
}
