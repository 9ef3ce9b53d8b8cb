using CometRunway.SemanticKernel.Approval;
using CometRunway.SemanticKernel.Replies;
using CometRunway.SemanticKernel.Tests.Testing;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;

namespace CometRunway.SemanticKernel.Tests.Approval;

/// <summary>An approval that an app registers holds for every way to call the paid function, and approvals only add up.</summary>
public sealed class EveryWayTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public enum Way
    {
        Kernel,
        Stream,
        KernelOfNobody,
        KernelFunctionAsTool,
        ToolsOfThePlugin,
        ToolsOfThePluginAndAKernel,
        Functions,
        FunctionsWithAnotherApproval,
        PluginMadeAgain,
    }

    public static TheoryData<Way> Ways => [.. Enum.GetValues<Way>()];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Create_PersonSaysNo_IsAskedOnceAndSendsNothing(Way way)
    {
        var asked = 0;
        await using var lab = await ToolLab.StartAsync(change: services => services.AddCometRunwayApproval((_, _) =>
        {
            asked++;
            return new(PaidCallDecision.No());
        }));

        await CallAsync(lab, way);

        Assert.Equal((1, 0), (asked, lab.Sandbox.Posts));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Create_OneOfTwoSaysNo_SendsNothing(Way way)
    {
        var asked = new List<string>();
        await using var lab = await ToolLab.StartAsync(change: services => services
            .AddCometRunwayApproval((_, _) => Answer("first", PaidCallDecision.Yes))
            .AddCometRunwayApproval((_, _) => Answer("second", PaidCallDecision.No())));

        await CallAsync(lab, way);

        Assert.Equal(["first", "second"], asked);
        Assert.Equal(0, lab.Sandbox.Posts);

        ValueTask<PaidCallDecision> Answer(string who, PaidCallDecision decision)
        {
            asked.Add(who);
            return new(decision);
        }
    }

    [Fact]
    public async Task Create_TwoApprovalsOfAnotherKernel_BothAreAsked()
    {
        await using var lab = await ToolLab.StartAsync();
        var builder = Kernel.CreateBuilder();
        builder.Services.AddCometRunwayApproval((_, _) => new(PaidCallDecision.Yes)).AddCometRunwayApproval((_, _) => new(PaidCallDecision.No()));
        var kernel = builder.Build();
        kernel.Plugins.Add(lab.Plugin);

        var reply = await kernel.InvokeAsync<ToolReply>("CometRunway", "create_video_from_image", new() { ["image"] = "cat.png" }, Token).WithTestTimeout(Token);

        Assert.Equal(ErrorCodes.Declined, Assert.IsType<ErrorReply>(reply).Code);
        Assert.Equal(0, lab.Sandbox.Posts);
    }

    private static async Task CallAsync(ToolLab lab, Way way)
    {
        var kernel = lab.Kernel();
        var create = lab.Plugin["create_video_from_image"];
        switch (way)
        {
            case Way.Kernel:
                await kernel.InvokeAsync(create, new() { ["image"] = "cat.png" }, Token);
                break;
            case Way.Stream:
                await foreach (var _ in kernel.InvokeStreamingAsync<ToolReply>(create, new() { ["image"] = "cat.png" }, Token))
                {
                }

                break;
            case Way.KernelOfNobody:
                await create.InvokeAsync(new Kernel(), new() { ["image"] = "cat.png" }, Token);
                break;
            case Way.KernelFunctionAsTool:
                await ((AIFunction)create).InvokeAsync(Arguments(), Token);
                break;
            case Way.ToolsOfThePlugin:
                await lab.Plugin.AsAIFunctions().Single(f => f.Name.EndsWith("create_video_from_image", StringComparison.Ordinal)).InvokeAsync(Arguments(), Token);
                break;
            case Way.ToolsOfThePluginAndAKernel:
                await lab.Plugin.AsAIFunctions(kernel).Single(f => f.Name.EndsWith("create_video_from_image", StringComparison.Ordinal)).InvokeAsync(Arguments(), Token);
                break;
            case Way.Functions:
                await lab.Functions.StrictFunctions.Single(f => f.Name == "create_video_from_image").InvokeAsync(Arguments(), Token);
                break;
            case Way.PluginMadeAgain:
                await new CometRunwayPlugin(lab.Functions.ForCaller("ada"))["create_video_from_image"].InvokeAsync(new Kernel(), new() { ["image"] = "cat.png" }, Token);
                break;
            default:
                await lab.Functions.WithApproval((_, _) => new(PaidCallDecision.Yes)).StrictFunctions.Single(f => f.Name == "create_video_from_image").InvokeAsync(Arguments(), Token);
                break;
        }
    }

    private static AIFunctionArguments Arguments() => new() { ["image"] = "cat.png" };
}
