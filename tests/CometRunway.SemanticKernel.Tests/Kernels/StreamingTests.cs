using System.Text.Json;
using CometRunway.SemanticKernel.Approval;
using CometRunway.SemanticKernel.Replies;
using CometRunway.SemanticKernel.Tests.Testing;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using FunctionInvocationContext = Microsoft.SemanticKernel.FunctionInvocationContext;

namespace CometRunway.SemanticKernel.Tests.Kernels;

/// <summary>A function has one reply, however it is invoked: as a stream it is a stream of one.</summary>
public sealed class StreamingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stream_OfNoParticularType_IsOnePieceWithTheReplyAndItsJson()
    {
        await using var lab = await ToolLab.StartAsync();

        var piece = Assert.Single(await StreamAsync<StreamingKernelContent>(KernelOf(lab), "validate_video_request"));

        var reply = Assert.IsType<ValidateReply>(piece.InnerContent);
        Assert.Equal(reply.ToJson(), piece.ToString());
        Assert.Equal(reply.ToJson(), System.Text.Encoding.UTF8.GetString(piece.ToByteArray()));
    }

    [Fact]
    public async Task Stream_OfReplies_IsTheReply()
    {
        await using var lab = await ToolLab.StartAsync();
        var kernel = KernelOf(lab);

        var typed = Assert.Single(await StreamAsync<ValidateReply>(kernel, "validate_video_request"));
        var any = Assert.Single(await StreamAsync<ToolReply>(kernel, "validate_video_request"));
        var thing = Assert.Single(await StreamAsync<object>(kernel, "validate_video_request"));

        Assert.True(typed.Valid);
        Assert.IsType<ValidateReply>(any);
        Assert.IsType<ValidateReply>(thing);
    }

    [Fact]
    public async Task Stream_OfACreate_PaysOnceAndLeadsToTheVideo()
    {
        await using var lab = await ToolLab.StartAsync();
        var kernel = KernelOf(lab);

        var created = Assert.Single(await StreamAsync<StreamingKernelContent>(kernel, "create_video_from_image"));
        var handle = Assert.IsType<CreateReply>(created.InnerContent).Handle;
        var seen = Assert.Single(await StreamAsync<VideoReply>(kernel, "get_video", new() { ["taskId"] = handle }));

        Assert.True(seen.Finished);
        Assert.Equal(1, lab.Sandbox.Posts);
    }

    [Fact]
    public async Task Stream_WithAnArgumentMisspelt_IsARefusal()
    {
        await using var lab = await ToolLab.StartAsync();

        var piece = Assert.Single(await StreamAsync<StreamingKernelContent>(KernelOf(lab), "create_video_from_image", new() { ["image"] = "cat.png", ["duraton"] = "5" }));

        Assert.IsType<ErrorReply>(piece.InnerContent);
        Assert.Equal(0, lab.Sandbox.Posts);
    }

    [Fact]
    public async Task Stream_WithAFilterOfTheKernel_PassesThroughIt()
    {
        await using var lab = await ToolLab.StartAsync();
        var kernel = KernelOf(lab);
        var filter = new Seen();
        kernel.FunctionInvocationFilters.Add(filter);

        await StreamAsync<StreamingKernelContent>(kernel, "validate_video_request");

        Assert.Equal(["CometRunway.validate_video_request, streaming: True"], filter.Calls);
    }

    /// <summary>A stream runs after the filters have returned, and a function that is used as a plain tool meets none: a person is asked all the same.</summary>
    [Fact]
    public async Task Stream_OfACreateThatAPersonDecides_IsAskedBeforeAnythingIsSent()
    {
        await using var lab = await ToolLab.StartAsync();
        var shown = new List<PaidCall>();
        var kernel = KernelOf(lab, (call, _) =>
        {
            shown.Add(call);
            return new(PaidCallDecision.No());
        });

        var reply = Assert.Single(await StreamAsync<ToolReply>(kernel, "create_video_from_image"));

        Assert.Equal(ErrorCodes.Declined, Assert.IsType<ErrorReply>(reply).Code);
        Assert.Single(shown);
        Assert.Equal(0, lab.Sandbox.Posts);
    }

    [Fact]
    public async Task PlainTool_OfAKernelWithApproval_AsksThePerson()
    {
        await using var lab = await ToolLab.StartAsync();
        var kernel = KernelOf(lab, (_, _) => new(PaidCallDecision.No()));
        var create = lab.Plugin.AsAIFunctions(kernel).Single(f => f.Name.EndsWith("create_video_from_image", StringComparison.Ordinal));

        var reply = await create.InvokeAsync(new AIFunctionArguments { ["image"] = "cat.png" }, Token).AsTask().WithTestTimeout(Token);

        Assert.Equal(ErrorCodes.Declined, Assert.IsType<JsonElement>(reply).GetProperty("code").GetString());
        Assert.Equal(0, lab.Sandbox.Posts);
    }

    [Fact]
    public async Task Clone_ForAnotherPlugin_CarriesItsNameAndWorks()
    {
        await using var lab = await ToolLab.StartAsync();
        var clone = lab.Plugin["validate_video_request"].Clone("Films");

        var reply = await new Kernel().InvokeAsync<ValidateReply>(clone, new() { ["image"] = "cat.png" }, Token).WithTestTimeout(Token);

        Assert.Equal(("Films", "validate_video_request"), (clone.PluginName, clone.Name));
        Assert.True(reply!.Valid);
    }

    [Fact]
    public async Task Result_AsText_IsTheJson()
    {
        await using var lab = await ToolLab.StartAsync();
        var kernel = KernelOf(lab);

        var result = await kernel.InvokeAsync("CometRunway", "validate_video_request", new() { ["image"] = "cat.png" }, Token);

        Assert.Equal(result.GetValue<ValidateReply>()!.ToJson(), result.ToString());
    }

    /// <summary>Semantic Kernel makes no text of a typed result, and says so when the call was made: the video must not be lost, nor paid again.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Create_AskedForAsAString_FailsAndIsAnsweredWithItsTaskTheNextTime(bool asStream)
    {
        await using var lab = await ToolLab.StartAsync();
        var kernel = KernelOf(lab);
        var arguments = new KernelArguments { ["image"] = "cat.png" };

        if (asStream)
            await Assert.ThrowsAsync<NotSupportedException>(() => StreamAsync<string>(kernel, "create_video_from_image", arguments));
        else
            await Assert.ThrowsAsync<InvalidCastException>(() => kernel.InvokeAsync<string>("CometRunway", "create_video_from_image", arguments, Token).WithTestTimeout(Token));

        var again = await kernel.InvokeAsync<CreateReply>("CometRunway", "create_video_from_image", arguments, Token).WithTestTimeout(Token);
        Assert.False(again!.Created);
        Assert.Equal(1, lab.Sandbox.Posts);
    }

    private static Kernel KernelOf(ToolLab lab)
    {
        var kernel = new Kernel();
        kernel.Plugins.Add(lab.Plugin);
        return kernel;
    }

    private static Kernel KernelOf(ToolLab lab, Func<PaidCall, CancellationToken, ValueTask<PaidCallDecision>> ask)
    {
        var builder = Kernel.CreateBuilder();
        builder.Services.AddCometRunwayApproval(ask);
        var kernel = builder.Build();
        kernel.Plugins.Add(lab.Plugin);
        return kernel;
    }

    private static async Task<List<T>> StreamAsync<T>(Kernel kernel, string function, KernelArguments? arguments = null)
    {
        return await ReadAsync().WithTestTimeout(Token);

        async Task<List<T>> ReadAsync()
        {
            var pieces = new List<T>();
            await foreach (var piece in kernel.InvokeStreamingAsync<T>("CometRunway", function, arguments ?? new() { ["image"] = "cat.png" }, Token))
                pieces.Add(piece);
            return pieces;
        }
    }

    private sealed class Seen : IFunctionInvocationFilter
    {
        public List<string> Calls { get; } = [];

        public Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
        {
            Calls.Add($"{context.Function}, streaming: {context.IsStreaming}");
            return next(context);
        }
    }
}
