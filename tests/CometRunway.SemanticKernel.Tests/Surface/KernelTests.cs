using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using CometRunway.SemanticKernel.Replies;
using CometRunway.SemanticKernel.Tests.Testing;
using CometRunway.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
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
        Assert.Equal(reply.Message, JsonElement.Parse(result.ToString()).GetProperty("message").GetString());
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

    [Fact]
    public async Task LoggingAndTelemetry_OfTheKernel_SeeEveryCall()
    {
        await using var lab = await ToolLab.StartAsync();
        var log = new CollectingLogger();
        var builder = Kernel.CreateBuilder();
        builder.Services.AddSingleton<ILoggerFactory>(new OneLogger(log));
        var kernel = builder.Build();
        kernel.Plugins.Add(lab.Plugin);
        var spans = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.SemanticKernel",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => spans.Enqueue(span.DisplayName),
        };
        ActivitySource.AddActivityListener(listener);

        await kernel.InvokeAsync("CometRunway", "list_videos", new KernelArguments(), Token);
        await kernel.InvokeAsync("CometRunway", "create_video_from_image", new KernelArguments { ["image"] = "nothing.png" }, Token);

        foreach (var name in new[] { "list_videos", "create_video_from_image" })
        {
            Assert.Contains(spans, s => s.Contains(name, StringComparison.Ordinal));
            Assert.Contains(log.Lines, l => l.Text.Contains(name, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Kernels_OfSeveralUsers_SeeOnlyTheirOwnTasks()
    {
        await using var lab = await ToolLab.StartAsync();
        Kernel[] kernels = [new(), new()];
        kernels[0].Plugins.Add(lab.Plugin.ForCaller("user-17"));
        kernels[1].Plugins.Add(lab.Plugin.ForCaller("user-18"));

        var created = await kernels[0].InvokeAsync<CreateReply>("CometRunway", "create_video_from_image", new() { ["image"] = "cat.png" }, Token);
        var theirs = await kernels[1].InvokeAsync<ListReply>("CometRunway", "list_videos", new(), Token);
        var guessed = await kernels[1].InvokeAsync<ToolReply>("CometRunway", "get_video", new() { ["taskId"] = created!.Handle }, Token);
        var own = await kernels[1].InvokeAsync<CreateReply>("CometRunway", "create_video_from_image", new() { ["image"] = "cat.png" }, Token);

        Assert.Empty(theirs!.Videos);
        Assert.Equal(ErrorCodes.NoSuchTask, Assert.IsType<ErrorReply>(guessed).Code);
        Assert.True(own!.Created);
    }

    [Fact]
    public async Task Services_PerScope_AreThoseOfTheScopesUser()
    {
        await using var sandbox = await TestKit.Sandboxes.SandboxLab.StartAsync(cancellationToken: Token);
        var services = sandbox.Services();
        services.AddScoped<User>();
        services.AddCometRunwayPlugin(provider => provider.GetRequiredService<User>().Id);
        await using var root = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
        await using var one = root.CreateAsyncScope();
        await using var none = root.CreateAsyncScope();
        one.ServiceProvider.GetRequiredService<User>().Id = "user-17";

        Assert.Equal("user-17", one.ServiceProvider.GetRequiredService<CometRunwayFunctions>().CallerId);
        Assert.Equal("user-17", one.ServiceProvider.GetRequiredService<CometRunwayClient>().CallerId);
        Assert.NotEmpty(one.ServiceProvider.GetRequiredService<CometRunwayPlugin>());
        Assert.Throws<InvalidOperationException>(() => none.ServiceProvider.GetRequiredService<CometRunwayPlugin>());
    }

    private sealed class User
    {
        public string Id { get; set; } = "";
    }

    private sealed class OneLogger(ILogger logger) : ILoggerFactory
    {
        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => logger;

        public void Dispose()
        {
        }
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
