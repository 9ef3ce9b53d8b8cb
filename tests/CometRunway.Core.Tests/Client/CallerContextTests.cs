using CometRunway.Callers;
using CometRunway.Errors;
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
}
