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

namespace CometRunway.Core.Tests.Polling;

/// <summary>An app whose users have keys of their own may have no default key. The videos of its users are saved whatever the key provider does for the default caller.</summary>
public sealed class DefaultKeyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("fails")]
    [InlineData("times out")]
    [InlineData("store unavailable")]
    [InlineData("hangs")]
    [InlineData("blocks")]
    public async Task Poll_KeyOfTheDefaultCallerIsNotAvailable_SavesTheVideosOfOthers(string how)
    {
        using var release = new ManualResetEventSlim();
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var keys = new Mock<IApiKeyProvider>();
        keys.Setup(k => k.GetKeyAsync("ada", It.IsAny<CancellationToken>())).ReturnsAsync(new ApiKey(SandboxLab.Key));
        keys.Setup(k => k.GetKeyAsync(null, It.IsAny<CancellationToken>())).Returns(() => how switch
        {
            "fails" => throw new InvalidOperationException("no default key"),
            "times out" => throw new TaskCanceledException("the vault did not respond"),
            "store unavailable" => throw new TaskStoreUnavailableException("the vault is closed", new IOException()),
            "hangs" => new ValueTask<ApiKey?>(new TaskCompletionSource<ApiKey?>().Task),
            _ => Block(release),
        });
        var client = lab.Open(register: services => services.AddSingleton(keys.Object)).Services.GetRequiredService<CometRunwayClient>();

        var video = await client.ForCaller("ada")
            .CreateAndWaitAsync(new VideoRequest { Image = TestHome.ImageName, Prompt = "a slow pan", Model = "gen4_turbo" }, cancellationToken: Token).WithTestTimeout(Token);

        release.Set();
        Assert.True(File.Exists(video.Path));
    }

    private static ValueTask<ApiKey?> Block(ManualResetEventSlim release)
    {
        release.Wait(TestContext.Current.CancellationToken);
        return default;
    }
}
