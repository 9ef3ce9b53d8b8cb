using CometRunway.SemanticKernel.Approval;
using CometRunway.SemanticKernel.Replies;
using CometRunway.SemanticKernel.Tests.Testing;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace CometRunway.SemanticKernel.Tests.Approval;

/// <summary>A person's yes, in Semantic Kernel's own function-calling loop with a scripted model.</summary>
public sealed class KernelApprovalTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Loop_PersonSaysYes_SendsExactlyWhatWasShown()
    {
        await using var lab = await ToolLab.StartAsync();
        var shown = new List<PaidCall>();
        using var model = new ScriptedChatClient(("create_video_from_image", """{"image":"cat.png","prompt":"a slow pan","seconds":"5s"}"""), ("get_video", "{}"));

        await ChatAsync(lab, model, call =>
        {
            Assert.Equal(0, lab.Sandbox.Posts);
            shown.Add(call);
            return PaidCallDecision.Yes;
        });

        var call = Assert.Single(shown);
        var task = Assert.Single(lab.Sandbox.Journal.Tasks);
        Assert.Equal((task.Model, task.Ratio, task.Duration), (call.Model, call.Ratio, call.Seconds));
        Assert.Equal(("cat.png", "a slow pan", true), (call.Image, call.Prompt, call.IsRehearsal));
        Assert.NotNull(call.Price);
        Assert.Contains("Finished", model.Told[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loop_PersonSaysNo_ModelReadsARefusalAndNothingIsSent()
    {
        await using var lab = await ToolLab.StartAsync();
        using var model = new ScriptedChatClient(("create_video_from_image", """{"image":"cat.png"}"""));

        await ChatAsync(lab, model, _ => PaidCallDecision.No("make it 10 seconds"));

        var told = Assert.Single(model.Told);
        Assert.Contains("A person declined this video: nothing was created and nothing was charged.", told, StringComparison.Ordinal);
        Assert.Contains("make it 10 seconds", told, StringComparison.Ordinal);
        Assert.Contains("\"declined\"", told, StringComparison.Ordinal);
        Assert.Equal((0, 0), (lab.Sandbox.Posts, (await lab.Client.GetUsageAsync(TestContext.Current.CancellationToken)).ThisMonth.Tasks));
    }

    [Fact]
    public async Task Loop_RequestBreaksRules_TroublesNobodyAndIsRefused()
    {
        await using var lab = await ToolLab.StartAsync();
        var asked = 0;
        using var model = new ScriptedChatClient(("create_video_from_image", """{"image":"cat.png","ratio":"16:9"}"""), ("list_videos", "{}"), ("validate_video_request", """{"image":"cat.png"}"""));

        await ChatAsync(lab, model, _ =>
        {
            asked++;
            return PaidCallDecision.Yes;
        });

        Assert.Equal((0, 0), (asked, lab.Sandbox.Posts));
        Assert.Contains("invalid_request", model.Told[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loop_AskingFails_CreatesNothingAndSaysThatNobodyCouldBeAsked()
    {
        await using var lab = await ToolLab.StartAsync();
        using var model = new ScriptedChatClient(("create_video_from_image", """{"image":"cat.png"}"""));

        await ChatAsync(lab, model, _ => throw new InvalidOperationException("the window is gone"));

        Assert.Contains("nobody could be asked", Assert.Single(model.Told), StringComparison.Ordinal);
        Assert.DoesNotContain("window", model.Told[0], StringComparison.Ordinal);
        Assert.Equal(0, lab.Sandbox.Posts);
    }

    [Fact]
    public async Task Model_ThatForgesAnApproval_IsStillAsked()
    {
        await using var lab = await ToolLab.StartAsync();
        using var model = new ScriptedChatClient(("create_video_from_image", """{"image":"cat.png","IPaidCallApproval":"approved"}"""));

        await ChatAsync(lab, model, _ => PaidCallDecision.No());

        Assert.Equal(0, lab.Sandbox.Posts);
    }

    [Fact]
    public async Task Approval_ManyCallsAtOnce_ShowsOneAtATime()
    {
        await using var lab = await ToolLab.StartAsync();
        int open = 0, most = 0;
        var builder = Kernel.CreateBuilder();
        builder.Services.AddCometRunwayApproval(async (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref open));
            await Task.Yield();
            Interlocked.Decrement(ref open);
            return PaidCallDecision.No();
        });
        var kernel = builder.Build();
        kernel.Plugins.Add(lab.Plugin);

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => kernel.InvokeAsync<ToolReply>("CometRunway", "create_video_from_image", new() { ["image"] = "cat.png" }, Token))).WithTestTimeout(Token);

        Assert.All(replies, r => Assert.Equal(ErrorCodes.Declined, Assert.IsType<ErrorReply>(r).Code));
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task PaidCall_AsText_ShowsImageSettingsSecondsAndPrice()
    {
        await using var lab = await ToolLab.StartAsync();

        var call = await lab.Functions.PreviewPaidCallAsync(new Dictionary<string, object?> { ["image"] = "cat.png", ["prompt"] = "a slow pan", ["model"] = "gen4_turbo" }, Token);

        Assert.Equal($"\"cat.png\" (640 x 384): \"a slow pan\"{Environment.NewLine}gen4_turbo, 1280:720, 5 s; a rehearsal: nothing is charged", call!.ToString());
        Assert.StartsWith($"\"cat.png\" (640 x 384): \"a slow pan\"{Environment.NewLine}gen4_turbo, 1280:720, 5 s; price about $", (call with { IsRehearsal = false }).ToString(), StringComparison.Ordinal);
        Assert.Null(await lab.Functions.PreviewPaidCallAsync(new Dictionary<string, object?> { ["image"] = "nothing.png" }, Token));
        Assert.Equal(0, lab.Sandbox.Posts);
    }

    private static async Task ChatAsync(ToolLab lab, ScriptedChatClient model, Func<PaidCall, PaidCallDecision> ask)
    {
        var builder = Kernel.CreateBuilder();
        builder.Services.AddSingleton<IChatCompletionService>(services => new ChatClientBuilder(model).UseKernelFunctionInvocation().Build(services).AsChatCompletionService(services));
        builder.Services.AddCometRunwayApproval((call, _) => new(ask(call)));
        var kernel = builder.Build();
        kernel.Plugins.Add(lab.Plugin);
        var settings = new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
        var answer = await kernel.GetRequiredService<IChatCompletionService>().GetChatMessageContentAsync(new ChatHistory("Animate my cat."), settings, kernel, Token).WithTestTimeout(Token);
        Assert.Equal("Done.", answer.Content);
    }
}
