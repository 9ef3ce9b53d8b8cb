using System.Text.Json;
using CometRunway.SemanticKernel.Replies;
using CometRunway.SemanticKernel.Tests.Testing;
using Microsoft.SemanticKernel;

namespace CometRunway.SemanticKernel.Tests.Surface;

public sealed class KernelTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Invoke_ByTheKernel_GivesTypedRepliesToTheEnd()
    {
        await using var lab = await ToolLab.StartAsync();
        var kernel = new Kernel();
        kernel.Plugins.Add(lab.Plugin);

        var created = await kernel.InvokeAsync<CreateReply>("CometRunway", "create_video_from_image", new() { ["image"] = "cat.png", ["duration"] = 5 }, Token);
        var video = await kernel.InvokeAsync<VideoReply>("CometRunway", "get_video", new() { ["taskId"] = created!.Handle }, Token);

        Assert.True(video!.Finished);
        Assert.Single(lab.Sandbox.Journal.Tasks);
    }

    [Fact]
    public async Task Invoke_WithTheHostsOwnArguments_IgnoresThem()
    {
        await using var lab = await ToolLab.StartAsync();
        var kernel = new Kernel();
        kernel.Plugins.Add(lab.Plugin);

        var reply = await kernel.InvokeAsync<ToolReply>("CometRunway", "validate_video_request", new() { ["image"] = "cat.png", ["userName"] = "Ada", ["tenant"] = 7 }, Token);

        Assert.True(Assert.IsType<ValidateReply>(reply).Valid);
    }

    [Theory]
    [InlineData("duraton", "5")]
    [InlineData("aspect_ratio", "16:9")]
    public async Task Invoke_WithOursMisspelt_IsRefused(string name, string value)
    {
        await using var lab = await ToolLab.StartAsync();
        var kernel = new Kernel();
        kernel.Plugins.Add(lab.Plugin);

        var reply = await kernel.InvokeAsync<ToolReply>("CometRunway", "create_video_from_image", new() { ["image"] = "cat.png", [name] = value }, Token);

        Assert.IsType<ErrorReply>(reply);
        Assert.Equal(0, lab.Sandbox.Posts);
    }

    [Fact]
    public async Task Result_AsTheKernelWritesItForAModel_IsOurJson()
    {
        await using var lab = await ToolLab.StartAsync();
        var kernel = new Kernel();
        kernel.Plugins.Add(lab.Plugin);

        var result = await kernel.InvokeAsync("CometRunway", "validate_video_request", new() { ["image"] = "cat.png" }, Token);

        var reply = Assert.IsType<ValidateReply>(result.GetValue<object>());
        Assert.Equal(reply.ToJson(), result.ToString());
        Assert.Equal("Nothing was created", JsonElement.Parse(result.ToString()).GetProperty("message").GetString()![..19]);
    }

    [Fact]
    public async Task Filter_OfTheKernel_SeesEveryCall()
    {
        await using var lab = await ToolLab.StartAsync();
        var kernel = new Kernel();
        kernel.Plugins.Add(lab.Plugin);
        var filter = new Seen();
        kernel.FunctionInvocationFilters.Add(filter);

        await kernel.InvokeAsync("CometRunway", "get_video", new(), Token);

        Assert.Equal(["get_video"], filter.Names);
    }

    private sealed class Seen : IFunctionInvocationFilter
    {
        public List<string> Names { get; } = [];

        public Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
        {
            Names.Add(context.Function.Name);
            return next(context);
        }
    }
}
