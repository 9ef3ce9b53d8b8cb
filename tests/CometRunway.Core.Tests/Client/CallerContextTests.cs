using CometRunway.Callers;
using CometRunway.Errors;
using CometRunway.Images;
using CometRunway.Options;
using CometRunway.Requests;
using CometRunway.Tasks;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace CometRunway.Core.Tests.Client;

/// <summary>Whose call it is and which key it is made with are asked for at each call.</summary>
public sealed class CallerContextTests
{
    private static readonly VideoRequest Request = new() { Image = TestHome.ImageName, Prompt = "a slow pan", Model = "gen4_turbo" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Context_ChangesBetweenCalls_EachCallIsOfItsCaller()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        string? now = null;
        var context = new Mock<ICallerContext>();
        context.Setup(c => c.CallerId).Returns(() => now);
        await using var services = lab.Services().AddSingleton(context.Object).BuildServiceProvider();
        var client = services.GetRequiredService<CometRunwayClient>();

        now = "ada";
        var created = await client.CreateAsync(Request, cancellationToken: Token);
        now = "bob";
        var bobs = await client.ListAsync(cancellationToken: Token);
        now = "ada";
        var adas = await client.ListAsync(cancellationToken: Token);

        Assert.Empty(bobs.Tasks);
        Assert.Equal(created.Task.Handle, Assert.Single(adas.Tasks).Handle);
    }

    [Fact]
    public async Task KeyProvider_KeyOfItsOwnForACaller_CreatesAndPollsWithIt()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        var keys = new Mock<IApiKeyProvider>();
        keys.Setup(k => k.GetKeyAsync("ada", It.IsAny<CancellationToken>())).ReturnsAsync(new ApiKey(SandboxLab.Key));
        keys.Setup(k => k.GetKeyAsync(null, It.IsAny<CancellationToken>())).ReturnsAsync(new ApiKey("sk-refused-by-the-service"));
        await using var services = lab.Services(options => options.ApiKey = null).AddSingleton(keys.Object).BuildServiceProvider();
        var client = services.GetRequiredService<CometRunwayClient>();

        var video = await client.ForCaller("ada").CreateAndWaitAsync(Request, cancellationToken: Token).WithTestTimeout(Token);

        Assert.True(File.Exists(video.Path));
        await Assert.ThrowsAsync<CometApiException>(() => client.CreateAsync(Request, cancellationToken: Token));
    }

    [Fact]
    public async Task KeyProvider_FailsWithoutACaller_TasksOfCallersAreFollowed()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        var keys = new Mock<IApiKeyProvider>();
        keys.Setup(k => k.GetKeyAsync("ada", It.IsAny<CancellationToken>())).ReturnsAsync(new ApiKey(SandboxLab.Key));
        keys.Setup(k => k.GetKeyAsync(null, It.IsAny<CancellationToken>())).ThrowsAsync(new InvalidOperationException("nobody is signed in"));
        await using var services = lab.Services().AddSingleton(keys.Object).BuildServiceProvider();

        var video = await services.GetRequiredService<CometRunwayClient>().ForCaller("ada").CreateAndWaitAsync(Request, cancellationToken: Token).WithTestTimeout(Token);

        Assert.True(File.Exists(video.Path));
    }

    [Fact]
    public async Task KeyProvider_TwoKeys_MakeTwoAccounts()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        var key = SandboxLab.Key;
        var keys = new Mock<IApiKeyProvider>();
        keys.Setup(k => k.GetKeyAsync(It.IsAny<string?>(), It.IsAny<CancellationToken>())).ReturnsAsync(() => new ApiKey(key));
        await using var services = lab.Services().AddSingleton(keys.Object).BuildServiceProvider();
        var client = services.GetRequiredService<CometRunwayClient>();
        await client.CreateAsync(Request, cancellationToken: Token);

        key = "sk-another";

        Assert.Empty((await client.ListAsync(cancellationToken: Token)).Tasks);
    }

    [Fact]
    public async Task Context_ChangesDuringACreate_ImageKeyAndTaskAreOfOneCaller()
    {
        var (now, loadedFor, keyFor) = ("ada", "", "");
        var context = new Mock<ICallerContext>();
        context.Setup(c => c.CallerId).Returns(() => now);
        var keys = new Mock<IApiKeyProvider>();
        keys.Setup(k => k.GetKeyAsync(It.IsAny<string?>(), It.IsAny<CancellationToken>())).ReturnsAsync((string? id, CancellationToken _) =>
        {
            keyFor = id ?? keyFor;
            return new ApiKey(SandboxLab.Key);
        });
        var images = new Mock<IImageSource>();
        images.Setup(i => i.LoadAsync(It.IsAny<string>(), It.IsAny<string?>(), It.IsAny<CancellationToken>())).ReturnsAsync((string _, string? id, CancellationToken _) =>
        {
            (loadedFor, now) = (id!, "bob");
            return ImageLoadResult.FromBytes(SampleImage.Png(640, 384), "private.png");
        });
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = lab.Services().AddSingleton(context.Object).AddSingleton(keys.Object).AddSingleton(images.Object).BuildServiceProvider();
        var client = services.GetRequiredService<ICometRunwayClient>();

        var created = await client.CreateAsync(Request, cancellationToken: Token);

        Assert.Equal(("ada", "ada"), (loadedFor, keyFor));
        Assert.Empty((await client.ListAsync(cancellationToken: Token)).Tasks);
        Assert.Equal(created.Handle, Assert.Single((await client.ForCaller("ada").ListAsync(cancellationToken: Token)).Tasks).Handle);
    }

    [Fact]
    public async Task PublicCalls_EachOne_ReadTheContextOnce()
    {
        var reads = 0;
        var context = new Mock<ICallerContext>();
        context.Setup(c => c.CallerId).Returns(() => $"reader {++reads}");
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = lab.Services().AddSingleton(context.Object).BuildServiceProvider();
        var client = services.GetRequiredService<ICometRunwayClient>();
        List<int> counts = [];

        await CountAsync(async () => await client.ValidateAsync(Request, Token));
        await CountAsync(async () => await client.CreateAsync(Request, cancellationToken: Token));
        await CountAsync(async () => await client.CreateAndWaitAsync(Request, cancellationToken: Token).WithTestTimeout(Token));
        await CountAsync(async () => await client.ListAsync(cancellationToken: Token));
        await CountAsync(async () => await client.GetUsageAsync(Token));
        await CountAsync(async () => await Assert.ThrowsAsync<VideoTaskNotFoundException>(() => client.WaitAsync("v222", cancellationToken: Token)));
        await CountAsync(async () => await Assert.ThrowsAsync<VideoTaskNotFoundException>(() => client.CancelAsync("v222", Token)));

        Assert.All(counts, count => Assert.Equal(1, count));

        async Task CountAsync(Func<Task> call)
        {
            reads = 0;
            await call();
            counts.Add(reads);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Create_ContextOrKeyProviderFails_IsNotConfiguredAndNothingIsSent(bool isContext)
    {
        // The cancellation is the provider's own, such as the timeout of an HTTP client.
        Exception fault = isContext ? new InvalidOperationException("no request") : new TaskCanceledException("the key vault was slow");
        var context = new Mock<ICallerContext>();
        if (isContext)
            context.Setup(c => c.CallerId).Throws(fault);
        var keys = new Mock<IApiKeyProvider>();
        keys.Setup(k => k.GetKeyAsync(It.IsAny<string?>(), It.IsAny<CancellationToken>())).ThrowsAsync(fault);
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = lab.Services().AddSingleton(context.Object).AddSingleton(keys.Object).BuildServiceProvider();

        var error = await Assert.ThrowsAsync<NotConfiguredException>(() => services.GetRequiredService<ICometRunwayClient>().CreateAndWaitAsync(Request, cancellationToken: Token).WithTestTimeout(Token));

        Assert.Equal((ChargeStatus.No, 0), (error.Charge, lab.Posts));
        Assert.Same(fault, error.InnerException);
    }

    [Fact]
    public async Task Create_CancelledWhileTheKeyProviderWorks_IsThatCancellation()
    {
        using var caller = new CancellationTokenSource();
        var keys = new Mock<IApiKeyProvider>();
        keys.Setup(k => k.GetKeyAsync("ada", It.IsAny<CancellationToken>())).Returns(async (string? _, CancellationToken token) =>
        {
            await caller.CancelAsync();
            token.ThrowIfCancellationRequested();
            return null;
        });
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = lab.Services().AddSingleton(keys.Object).BuildServiceProvider();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => services.GetRequiredService<ICometRunwayClient>().ForCaller("ada").CreateAsync(Request, cancellationToken: caller.Token).WithTestTimeout(Token));
    }

    [Fact]
    public void ForCaller_OfTheInterface_CanBeMocked()
    {
        var adas = Mock.Of<ICometRunwayClient>(c => c.CallerId == "ada");
        var app = Mock.Of<ICometRunwayClient>(c => c.ForCaller("ada") == adas);

        Assert.Equal("ada", app.ForCaller("ada").CallerId);
    }
}
