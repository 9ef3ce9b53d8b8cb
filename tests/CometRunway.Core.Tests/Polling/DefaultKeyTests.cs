using CometRunway.Callers;
using CometRunway.Errors;
using CometRunway.Options;
using CometRunway.Requests;
using CometRunway.Tasks;
using CometRunway.Tasks.Polling;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
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

    /// <summary>A restart: only the default account is known, and its key arrives at the second request.</summary>
    [Fact(Timeout = 60_000)]
    public async Task Poll_FirstRequestForTheKeyHangs_AsksAgain()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var calls = 0;
        var second = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var keys = new Mock<IApiKeyProvider>();
        keys.Setup(k => k.GetKeyAsync(null, It.IsAny<CancellationToken>())).Returns(() =>
        {
            if (Interlocked.Increment(ref calls) == 1)
                return new ValueTask<ApiKey?>(new TaskCompletionSource<ApiKey?>().Task);
            second.TrySetResult();
            return new(new ApiKey(SandboxLab.Key));
        });
        var program = lab.Open(time, register: services => services.AddSingleton(keys.Object));

        program.Courier.Start();
        // The clock moves on until the second request.
        while (!second.Task.IsCompleted)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    /// <summary>A provider with a new key for each call adds an account each time. It must not keep the loop busy.</summary>
    [Fact]
    public async Task Poll_ProviderReturnsAnotherKeyEachTime_AsksOncePerPass()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var calls = 0;
        var keys = new Mock<IApiKeyProvider>();
        var second = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        keys.Setup(k => k.GetKeyAsync(null, It.IsAny<CancellationToken>())).ReturnsAsync(() =>
        {
            if (Interlocked.Increment(ref calls) == 2)
                second.TrySetResult();
            return new ApiKey($"sk-{calls}");
        });
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var program = lab.Open(time, register: services => services.AddSingleton(keys.Object));

        program.Courier.Start();
        await second.Task.WithTestTimeout(Token);
        var accounts = program.Services.GetRequiredService<AccountKeys>();
        await accounts.AddDefaultAsync(Token);

        // The clock stands still: after the first pass and the one that it causes there is no other.
        Assert.InRange(calls, 3, 4);
    }

    private static ValueTask<ApiKey?> Block(ManualResetEventSlim release)
    {
        release.Wait(TestContext.Current.CancellationToken);
        return default;
    }
}
