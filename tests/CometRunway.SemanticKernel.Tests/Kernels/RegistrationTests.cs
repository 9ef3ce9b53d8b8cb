using CometRunway.Options;
using CometRunway.SemanticKernel.Approval;
using CometRunway.SemanticKernel.Replies;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.SemanticKernel;

namespace CometRunway.SemanticKernel.Tests.Kernels;

/// <summary>What a builder was told, its kernels have: once, and for nobody but whom it was meant for.</summary>
public sealed class RegistrationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddCometRunway_InOneLine_GivesTheKernelThePluginAndItsClient()
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        var builder = Kernel.CreateBuilder();

        builder.Plugins.AddCometRunway(options => SetUp(options, sandbox));

        var kernel = builder.Build();
        await using var services = (ServiceProvider)kernel.Services;
        var created = await CreateAsync(kernel);
        var video = await kernel.InvokeAsync<VideoReply>("CometRunway", "get_video", new() { ["taskId"] = created.Handle }, Token).WithTestTimeout(Token);
        Assert.True(video!.Finished);
        Assert.Equal(1, sandbox.Posts);
    }

    [Fact]
    public async Task AddCometRunway_BesideEveryOtherRegistration_GivesOnePluginAndPaysOnce()
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        var builder = Kernel.CreateBuilder();
        builder.Services.AddCometRunway(options => SetUp(options, sandbox));
        builder.Services.AddCometRunwayPlugin();
        builder.Plugins.AddCometRunway(options => options.CallerId = "the only one");
        builder.Plugins.AddCometRunway();
        builder.Services.AddCometRunwayPlugin();

        var kernel = builder.Build();

        await using var services = (ServiceProvider)kernel.Services;
        Assert.Equal("the only one", Assert.IsType<CometRunwayPlugin>(Assert.Single(kernel.Plugins)).CallerId);
        await CreateAsync(kernel);
        Assert.Equal(1, sandbox.Posts);
    }

    [Fact]
    public async Task AddCometRunway_WithPluginsOfTheApp_LeavesThemIn()
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        var builder = Kernel.CreateBuilder();
        builder.Plugins.AddFromFunctions("Clock", [KernelFunctionFactory.CreateFromMethod(() => "noon", "time")]);
        builder.Plugins.AddCometRunway(options => SetUp(options, sandbox));
        builder.Services.AddCometRunwayPlugin(_ => "user-17");

        var kernel = builder.Build();

        await using var services = (ServiceProvider)kernel.Services;
        Assert.Equal(["Clock", "CometRunway"], kernel.Plugins.Select(p => p.Name).Order());
    }

    [Fact]
    public void AddCometRunway_WithoutABuilderOrOptions_IsRefused()
    {
        var plugins = Kernel.CreateBuilder().Plugins;

        Assert.Throws<ArgumentNullException>(() => CometRunwayKernelBuilderExtensions.AddCometRunway(null!));
        Assert.Throws<ArgumentNullException>(() => plugins.AddCometRunway(null!));
    }

    /// <summary>Two plugins of one name cannot be in a kernel: nobody gets the shared functions beside a user's by an oversight.</summary>
    [Fact]
    public async Task PluginsAdd_ToAKernelThatHasIt_IsRefusedByTheKernel()
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = Shared(sandbox).BuildServiceProvider();
        var kernel = services.GetRequiredService<Kernel>();
        var plugin = services.GetRequiredService<CometRunwayPlugin>();

        Assert.Throws<ArgumentException>(() => kernel.Plugins.Add(plugin));
        Assert.Throws<ArgumentException>(() => kernel.Plugins.Add(plugin.ForCaller("user-17")));
        Assert.Null(Assert.IsType<CometRunwayPlugin>(Assert.Single(kernel.Plugins)).CallerId);
    }

    [Fact]
    public async Task ForCometRunwayCaller_OfASharedKernel_IsACopyForThatUserAlone()
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = Shared(sandbox).BuildServiceProvider();
        var shared = services.GetRequiredService<Kernel>();

        var theirs = shared.ForCometRunwayCaller("user-17");
        var others = theirs.ForCometRunwayCaller("user-18");

        await CreateAsync(theirs);
        Assert.Equal(["user-17"], theirs.Plugins.Cast<CometRunwayPlugin>().Select(p => p.CallerId));
        Assert.Equal(["user-18"], others.Plugins.Cast<CometRunwayPlugin>().Select(p => p.CallerId));
        Assert.Equal((1, 0, 0), (await ListedAsync(theirs), await ListedAsync(others), await ListedAsync(shared)));
    }

    [Fact]
    public async Task ForCometRunwayCaller_WithApproval_AsksOnceAndNamesTheUser()
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        var asked = new List<string?>();
        await using var services = Shared(sandbox).AddCometRunwayApproval((call, _) =>
        {
            asked.Add(call.CallerId);
            return new(PaidCallDecision.Yes);
        }).BuildServiceProvider();

        await CreateAsync(services.GetRequiredService<Kernel>().ForCometRunwayCaller("user-17"));

        Assert.Equal(["user-17"], asked);
    }

    [Fact]
    public async Task ForCometRunwayCaller_WithoutPluginOrUser_IsRefused()
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = Shared(sandbox).BuildServiceProvider();
        var kernel = services.GetRequiredService<Kernel>();

        Assert.Contains("builder.Plugins.AddCometRunway", Assert.Throws<InvalidOperationException>(() => new Kernel().ForCometRunwayCaller("user-17")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => kernel.ForCometRunwayCaller(" "));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Scopes_OfAnAppWithUsers_HaveOneKernelPluginEachAndSeeOnlyTheirOwn(bool sharedFirst)
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        var services = sandbox.Services();
        services.AddScoped<User>();
        if (sharedFirst)
            services.AddKernel().Plugins.AddCometRunway();
        services.AddCometRunwayPlugin(provider => provider.GetRequiredService<User>().Id);
        services.AddCometRunwayPlugin(provider => provider.GetRequiredService<User>().Id);
        if (!sharedFirst)
            services.AddKernel().Plugins.AddCometRunway();
        await using var root = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
        await using var one = ScopeOf(root, "user-17");
        await using var two = ScopeOf(root, "user-18");
        var (ones, twos) = (one.ServiceProvider.GetRequiredService<Kernel>(), two.ServiceProvider.GetRequiredService<Kernel>());

        await CreateAsync(ones);

        Assert.Equal("user-17", Assert.IsType<CometRunwayPlugin>(Assert.Single(ones.Plugins)).CallerId);
        Assert.Equal("user-18", Assert.IsType<CometRunwayPlugin>(Assert.Single(twos.Plugins)).CallerId);
        Assert.Equal((1, 0), (await ListedAsync(ones), await ListedAsync(twos)));
        Assert.Equal(1, sandbox.Posts);
    }

    [Fact]
    public async Task Scope_WithoutAUser_GetsNoKernelRatherThanASharedOne()
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        var services = sandbox.Services();
        services.AddScoped<User>();
        services.AddKernel().Plugins.AddCometRunway();
        services.AddCometRunwayPlugin(provider => provider.GetRequiredService<User>().Id);
        await using var root = services.BuildServiceProvider();
        await using var nobody = ScopeOf(root, "");

        Assert.Throws<InvalidOperationException>(() => nobody.ServiceProvider.GetRequiredService<Kernel>());
        // Outside every scope there is no user either.
        Assert.Throws<InvalidOperationException>(() => root.GetRequiredService<Kernel>());
    }

    [Fact]
    public async Task AddCometRunwayFunctions_Alone_LeavesKernelsWithoutThePlugin()
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        var services = sandbox.Services().AddCometRunwayFunctions().AddCometRunwayFunctions();
        services.AddKernel();
        await using var provider = services.BuildServiceProvider();

        Assert.NotEmpty(provider.GetRequiredService<CometRunwayFunctions>().StrictFunctions);
        Assert.Empty(provider.GetRequiredService<Kernel>().Plugins);
    }

    private static IServiceCollection Shared(SandboxLab sandbox)
    {
        var services = sandbox.Services();
        services.AddKernel().Plugins.AddCometRunway();
        return services;
    }

    private static void SetUp(CometRunwayOptions options, SandboxLab sandbox)
    {
        options.BaseAddress = sandbox.Server.BaseAddress;
        options.ApiKey = new ApiKey(SandboxLab.Key);
        options.PollInterval = SandboxLab.PollInterval;
        options.HomeDirectory = sandbox.Home.State;
        options.OutputDirectory = sandbox.Home.Videos;
        options.AllowedDirectories = [sandbox.Home.Album];
    }

    private static AsyncServiceScope ScopeOf(ServiceProvider root, string user)
    {
        var scope = root.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<User>().Id = user;
        return scope;
    }

    private static async Task<CreateReply> CreateAsync(Kernel kernel) =>
        (await kernel.InvokeAsync<CreateReply>("CometRunway", "create_video_from_image", new() { ["image"] = "cat.png" }, Token).WithTestTimeout(Token))!;

    private static async Task<int> ListedAsync(Kernel kernel) =>
        (await kernel.InvokeAsync<ListReply>("CometRunway", "list_videos", new(), Token).WithTestTimeout(Token))!.Total;

    private sealed class User
    {
        public string Id { get; set; } = "";
    }
}
