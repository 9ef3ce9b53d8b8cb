using CometRunway.Hosting;
using CometRunway.Store;
using CometRunway.Tasks.Polling;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CometRunway.Core.Tests.Polling;

/// <summary>A program that started before the first ledger existed, and gets no call.</summary>
public sealed class IdleStartTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The links of the video expire in a day, and nobody else is there to save it.</summary>
    [Fact]
    public async Task Start_AnotherProgramMakesTheLedgerAndEnds_ItsVideoIsSaved()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var time = new ManualTimerProvider(FollowingStart.Interval);
        var idle = lab.Open(time);
        await Assert.Single(idle.Services.GetServices<IHostedService>()).StartAsync(Token);
        await time.Armed.WithTestTimeout(Token);
        time.Fire();
        await time.ArmedAgain.WithTestTimeout(Token);
        var filesBefore = Directory.Exists(lab.Sandbox.Home.State);
        var other = lab.Open(register: services => services.AddSingleton<IVideoTaskPoller, NoPoller>());
        var task = await other.CreateAsync();
        await other.Services.DisposeAsync();

        time.Fire();
        var end = await idle.WaitUntilDoneAsync(task);

        Assert.False(filesBefore);
        Assert.Equal(VideoTaskState.Succeeded, end.State);
        Assert.Single(lab.Sandbox.Home.SavedVideos);
        Assert.Equal(1, lab.Sandbox.Posts);
    }

    [Fact]
    public async Task Stop_WhileThereIsNoLedger_EndsTheLooks()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var time = new ManualTimerProvider(FollowingStart.Interval);
        var service = Assert.IsType<VideoTaskHostedService>(Assert.Single(lab.Open(time).Services.GetServices<IHostedService>()));
        await service.StartAsync(Token);
        await time.Armed.WithTestTimeout(Token);

        await service.StopAsync(Token).WithTestTimeout(Token);
        time.Fire();

        Assert.False(time.ArmedAgain.IsCompleted);
        Assert.False(Directory.Exists(lab.Sandbox.Home.State));
    }

    private sealed class NoPoller : IVideoTaskPoller
    {
        public void Start()
        {
        }

        public void Wake()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
