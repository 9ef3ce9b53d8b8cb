using CometRunway.Store;
using CometRunway.TestKit.Time;
using CometRunway.TestKit.Waiting;

namespace CometRunway.Core.Tests.Polling;

/// <summary>A machine's time of day is set right while paid tasks run.</summary>
public sealed class ClockTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Follow_ClockSetBack_GoesOnAsking()
    {
        await using var lab = await CourierLab.StartAsync(speed: 1);
        var time = new AdjustableTimeProvider();
        var program = lab.Open(time);
        await program.CreateAsync();
        await lab.ReadsAsync(2);

        time.Jump(TimeSpan.FromMinutes(-50));
        var reads = lab.Sandbox.Journal.Tasks[0].Gets;
        program.Courier.Wake();

        await lab.ReadsAsync(reads + 3);
    }

    [Fact]
    public async Task Follow_ClockWasWrongWhenTheRowWasWritten_AnotherProgramAsksAtOnce()
    {
        await using var lab = await CourierLab.StartAsync(speed: 1);
        var wrong = new AdjustableTimeProvider();
        wrong.Jump(TimeSpan.FromDays(400));
        var first = lab.Open(wrong);
        await first.CreateAsync();
        await lab.ReadsAsync(1);
        await first.Courier.DisposeAsync();
        var reads = lab.Sandbox.Journal.Tasks[0].Gets;

        lab.Open().Courier.Start();

        await lab.ReadsAsync(reads + 1);
    }

    [Fact]
    public async Task Follow_ClockSetForwardByDays_StillBringsTheFile()
    {
        await using var lab = await CourierLab.StartAsync(speed: 1);
        var time = new AdjustableTimeProvider();
        var program = lab.Open(time);
        var task = await program.CreateAsync();
        await lab.ReadsAsync(1);

        time.Jump(TimeSpan.FromDays(3));
        program.Courier.Wake();
        await lab.ReadsAsync(3);
        var end = program.WaitUntilDoneAsync(task);
        await lab.Sandbox.AgeAsync(end, Token).WithTestTimeout(Token);

        Assert.Equal(VideoTaskState.Succeeded, (await end).State);
        Assert.Single(lab.Sandbox.Home.SavedVideos);
    }
}
