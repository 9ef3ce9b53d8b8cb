using CometRunway.SemanticKernel.Approval;
using CometRunway.SemanticKernel.Tests.Testing;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.AI;

namespace CometRunway.SemanticKernel.Tests.Approval;

/// <summary>A person's yes without a kernel, in the function-invoking chat client of Microsoft.Extensions.AI.</summary>
public sealed class ChatClientApprovalTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task ApprovalRequired_PaidCall_ComesBackBeforeItIsMadeAndWaitsForTheAnswer(bool approved, int posts)
    {
        await using var lab = await ToolLab.StartAsync();
        using var model = new ScriptedChatClient(("list_videos", "{}"), ("create_video_from_image", """{"image":"cat.png","model":"gen4_turbo"}"""));
        using var client = new ChatClientBuilder(model).UseFunctionInvocation().Build();
        var options = new ChatOptions { Tools = [.. lab.Functions.ApprovalRequiredFunctions] };
        List<ChatMessage> history = [new(ChatRole.User, "Animate my cat.")];

        var response = await client.GetResponseAsync(history, options, Token).WithTestTimeout(Token);
        history.AddMessages(response);
        var request = Assert.Single(response.Messages.SelectMany(m => m.Contents).OfType<ToolApprovalRequestContent>());
        var call = Assert.IsType<FunctionCallContent>(request.ToolCall);
        var shown = await lab.Functions.PreviewPaidCallAsync(call.Arguments, Token);
        Assert.Equal(("create_video_from_image", "cat.png", 0), (call.Name, shown!.Image, lab.Sandbox.Posts));
        history.Add(new(ChatRole.User, [request.CreateResponse(approved, "not today")]));
        var end = await client.GetResponseAsync(history, options, Token).WithTestTimeout(Token);

        Assert.Equal("Done.", end.Text);
        Assert.Equal(posts, lab.Sandbox.Posts);
        Assert.Contains(approved ? "call get_video" : "rejected", model.Told[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task WithApproval_PaidCall_AsksByItself(bool approved, int posts)
    {
        await using var lab = await ToolLab.StartAsync();
        using var model = new ScriptedChatClient(("create_video_from_image", """{"image":"cat.png"}"""), ("list_videos", "{}"));
        using var client = new ChatClientBuilder(model).UseFunctionInvocation().Build();
        var shown = new List<PaidCall>();
        var tools = lab.Functions.ForCaller("ada").WithApproval((call, _) =>
        {
            shown.Add(call);
            return new(approved ? PaidCallDecision.Yes : PaidCallDecision.No());
        }).StrictFunctions;

        await client.GetResponseAsync("Animate my cat.", new ChatOptions { Tools = [.. tools] }, Token).WithTestTimeout(Token);

        Assert.Equal("ada", Assert.Single(shown).CallerId);
        Assert.Equal(posts, lab.Sandbox.Posts);
        Assert.Contains(approved ? "call get_video" : "A person declined", model.Told[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ApprovalRequired_EveryOtherFunction_IsTheSameAsWithout()
    {
        await using var lab = await ToolLab.StartAsync();

        Assert.Equal(lab.Functions.StrictFunctions.Select(f => f.Name), lab.Functions.ApprovalRequiredFunctions.Select(f => f.Name));
        Assert.Equal("create_video_from_image", Assert.Single(lab.Functions.ApprovalRequiredFunctions, f => f is ApprovalRequiredAIFunction).Name);
        Assert.All(lab.Functions.StrictFunctions.Zip(lab.Functions.ApprovalRequiredFunctions), pair => Assert.Equal(pair.First.JsonSchema.GetRawText(), pair.Second.JsonSchema.GetRawText()));
    }
}
