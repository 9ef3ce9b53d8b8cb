using CometRunway.SemanticKernel.Approval;
using CometRunway.SemanticKernel.Replies;
using CometRunway.SemanticKernel.Tests.Testing;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace CometRunway.SemanticKernel.Tests.Approval;

/// <summary>An approval that does not agree never pays: nothing is sent, and nothing is recorded.</summary>
public sealed class FailingApprovalTests
{
    private readonly Mock<IPaidCallApproval> _approval = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_ApprovalSaysNo_SendsAndRecordsNothing()
    {
        _approval.Setup(a => a.AskAsync(It.IsAny<PaidCall>(), It.IsAny<CancellationToken>())).ReturnsAsync(PaidCallDecision.No("too dear"));
        await using var lab = await StartAsync();

        var error = await lab.CreateErrorAsync();

        Assert.Contains("too dear", error.Message, StringComparison.Ordinal);
        await RefusedAsync(lab, error);
    }

    [Fact]
    public async Task Create_ApprovalThrows_SendsAndRecordsNothing()
    {
        _approval.Setup(a => a.AskAsync(It.IsAny<PaidCall>(), It.IsAny<CancellationToken>())).ThrowsAsync(new InvalidOperationException("the window is gone"));
        await using var lab = await StartAsync();

        await RefusedAsync(lab, await lab.CreateErrorAsync());
    }

    [Fact]
    public async Task Create_ApprovalIsCancelledByItself_SendsAndRecordsNothing()
    {
        _approval.Setup(a => a.AskAsync(It.IsAny<PaidCall>(), It.IsAny<CancellationToken>())).ThrowsAsync(new OperationCanceledException());
        await using var lab = await StartAsync();

        await RefusedAsync(lab, await lab.CreateErrorAsync());
    }

    [Fact]
    public async Task Create_ApprovalGivesNoDecision_SendsAndRecordsNothing()
    {
        await using var lab = await StartAsync();

        await RefusedAsync(lab, await lab.CreateErrorAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Create_ApprovalHangs_GivesUpAndSendsNothing(bool blocksItsThread)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var asked = new TaskCompletionSource();
        using var released = new ManualResetEventSlim();
        _approval.Setup(a => a.AskAsync(It.IsAny<PaidCall>(), It.IsAny<CancellationToken>())).Returns(() =>
        {
            asked.TrySetResult();
            if (blocksItsThread)
                released.Wait(Token);
            return new(new TaskCompletionSource<PaidCallDecision>().Task);
        });
        await using var lab = await StartAsync(time);

        var creating = lab.CreateErrorAsync();
        await asked.Task.WithTestTimeout(Token);
        time.Advance(PaidCall.AnswerTimeout);
        await RefusedAsync(lab, await creating.WithTestTimeout(Token));
        released.Set();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Create_OverTheLimit_OnlyAnApprovalThatAnswersForLimitsIsAsked(bool answersForLimits)
    {
        var reasons = new List<PaidCallReason>();
        await using var lab = await ToolLab.StartAsync(
            configure: options => options.MaxTasksPerHour = 1,
            change: services => services.AddCometRunwayApproval(
                (call, _) =>
                {
                    reasons.Add(call.Reason);
                    return new(PaidCallDecision.Yes);
                },
                answersForLimits));
        await lab.CreateAsync();

        var second = await lab.CallAsync("create_video_from_image", ToolLab.Create("\"seed\":5"));

        Assert.Equal(answersForLimits, second is CreateReply);
        PaidCallReason[] expected = answersForLimits
            ? [PaidCallReason.EveryCall, PaidCallReason.EveryCall, PaidCallReason.OverLimit]
            : [PaidCallReason.EveryCall, PaidCallReason.EveryCall];
        Assert.Equal(expected, reasons);
    }

    private static async Task RefusedAsync(ToolLab lab, ErrorReply error)
    {
        Assert.Equal((ErrorCodes.Declined, "no"), (error.Code, error.Charged));
        Assert.Equal((0, 0), (lab.Sandbox.Posts, (await lab.Client.GetUsageAsync(TestContext.Current.CancellationToken)).ThisMonth.Tasks));
    }

    private Task<ToolLab> StartAsync(TimeProvider? time = null) => ToolLab.StartAsync(change: services =>
    {
        services.AddSingleton(_approval.Object);
        if (time is not null)
            services.AddSingleton(time);
    });
}
