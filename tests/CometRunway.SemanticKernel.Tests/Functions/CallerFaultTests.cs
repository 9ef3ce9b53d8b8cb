using CometRunway.Callers;
using CometRunway.Images;
using CometRunway.Options;
using CometRunway.SemanticKernel.Approval;
using CometRunway.SemanticKernel.Replies;
using CometRunway.SemanticKernel.Tests.Testing;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Sandboxes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace CometRunway.SemanticKernel.Tests.Functions;

/// <summary>A caller context or key provider of the app that fails or changes during a call.</summary>
public sealed class CallerFaultTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Calls => new()
    {
        { "create_video_from_image", ToolLab.Create() },
        { "validate_video_request", ToolLab.Create() },
        { "get_video_options", "{}" },
        { "list_videos", "{}" },
        { "get_video", "{}" },
        { "cancel_video", """{"taskId":"v222"}""" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task AnyTool_KeyProviderFails_NothingIsChargedAndTheSetUpIsNamed(string tool, string arguments)
    {
        var keys = new Mock<IApiKeyProvider>();
        keys.Setup(k => k.GetKeyAsync(It.IsAny<string?>(), It.IsAny<CancellationToken>())).ThrowsAsync(new InvalidOperationException("secret of the vault"));
        await using var lab = await ToolLab.StartAsync(change: services => services.AddSingleton(keys.Object));

        var error = await lab.CallAsync<ErrorReply>(tool, arguments);

        Assert.Equal((ErrorCodes.NotConfigured, "no", 0), (error.Code, error.Charged, lab.Sandbox.Posts));
        Assert.DoesNotContain("secret", error.ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task AnyTool_KeyProviderTimesOutByItself_IsNoCancellationAndNothingIsCharged(string tool, string arguments)
    {
        var keys = new Mock<IApiKeyProvider>();
        keys.Setup(k => k.GetKeyAsync(It.IsAny<string?>(), It.IsAny<CancellationToken>())).ThrowsAsync(new TaskCanceledException("a timeout of the vault"));
        await using var lab = await ToolLab.StartAsync(change: services => services.AddSingleton(keys.Object));

        var error = await lab.CallAsync<ErrorReply>(tool, arguments);

        Assert.Equal((ErrorCodes.NotConfigured, "no", 0), (error.Code, error.Charged, lab.Sandbox.Posts));
    }

    [Fact]
    public async Task AnyTool_ContextFails_NothingIsCharged()
    {
        var context = new Mock<ICallerContext>();
        context.Setup(c => c.CallerId).Throws(new InvalidOperationException("no request"));
        await using var lab = await ToolLab.StartAsync(change: services => services.AddSingleton(context.Object));

        foreach (var function in lab.Functions.StrictFunctions)
        {
            var error = await lab.CallAsync<ErrorReply>(function.Name, Arguments(function.Name));
            Assert.Equal((function.Name, ErrorCodes.NotConfigured, "no"), (function.Name, error.Code, error.Charged));
        }
    }

    [Fact]
    public async Task Create_ContextChangesWhileTheImageIsLoaded_EverythingIsOfOneCaller()
    {
        var (now, keyFor) = ("ada", "");
        var context = new Mock<ICallerContext>();
        context.Setup(c => c.CallerId).Returns(() => now);
        var keys = new Mock<IApiKeyProvider>();
        keys.Setup(k => k.GetKeyAsync(It.IsAny<string?>(), It.IsAny<CancellationToken>())).ReturnsAsync((string? id, CancellationToken _) =>
        {
            keyFor = id ?? keyFor;
            return new ApiKey(SandboxLab.Key);
        });
        List<string?> loadedFor = [];
        var images = new Mock<IImageSource>();
        images.Setup(i => i.LoadAsync(It.IsAny<string>(), It.IsAny<string?>(), It.IsAny<CancellationToken>())).ReturnsAsync((string _, string? id, CancellationToken _) =>
        {
            loadedFor.Add(id);
            now = "bob";
            return ImageLoadResult.FromBytes(SampleImage.Png(640, 384), "private.png");
        });
        await using var lab = await ToolLab.StartAsync(change: services => services.AddSingleton(context.Object).AddSingleton(keys.Object).AddSingleton(images.Object));
        List<PaidCall> shown = [];
        var create = lab.Functions.WithApproval((call, _) =>
        {
            shown.Add(call);
            return new(PaidCallDecision.Yes);
        }).StrictFunctions.Single(f => f.Name == "create_video_from_image");

        var created = Assert.IsType<CreateReply>(await create.InvokeAsync(new AIFunctionArguments { ["image"] = "x", ["model"] = "gen4_turbo", ["prompt"] = "p" }, Token));

        Assert.Equal(("ada", "ada"), (Assert.Single(loadedFor), Assert.Single(shown).CallerId));
        Assert.Equal("ada", keyFor);
        Assert.Equal(created.Handle, Assert.Single((await lab.Client.ForCaller("ada").ListAsync(cancellationToken: Token)).Tasks).Handle);
        Assert.Empty((await lab.Client.ForCaller("bob").ListAsync(cancellationToken: Token)).Tasks);
    }

    [Fact]
    public async Task Create_ContainerIsDisposedOf_IsTheEndOfTheApp()
    {
        await using var lab = await ToolLab.StartAsync();
        var create = lab.Functions.StrictFunctions.Single(f => f.Name == "create_video_from_image");
        await lab.DisposeAsync();

        var error = Assert.IsType<ErrorReply>(await create.InvokeAsync(new AIFunctionArguments { ["image"] = "cat.png", ["model"] = "gen4_turbo", ["prompt"] = "p" }, Token));

        Assert.Equal((ErrorCodes.AppStopping, "no"), (error.Code, error.Charged));
    }

    private static string Arguments(string function) => function switch
    {
        "create_video_from_image" or "validate_video_request" => ToolLab.Create(),
        "cancel_video" => """{"taskId":"v222"}""",
        _ => "{}",
    };
}
