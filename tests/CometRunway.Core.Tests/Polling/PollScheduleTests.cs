using CometRunway.Options;
using CometRunway.Tasks.Polling;

namespace CometRunway.Core.Tests.Polling;

/// <summary>A service that asks for a pause gets it: a client that polls anyway is blocked, and then no task is followed.</summary>
public sealed class PollScheduleTests
{
    private readonly PollSchedule _schedule = new(new CometRunwayOptions(), new Random(1));

    [Fact]
    public void AfterFault_ServiceAsksForALongerPause_IsAtLeastThat() =>
        Assert.InRange(_schedule.AfterFault("v7k2", TimeSpan.FromMinutes(10)), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(12.5));

    /// <summary>A paid video that is finished does not wait for a day. An hour or more would be taken for a time of a wrong clock, and then the service would be asked at once.</summary>
    [Fact]
    public void AfterFault_ServiceAsksForADay_IsMinutesAndThenLongerButLessThanAnHour()
    {
        int[] minutes = [10, 20, 40, 45, 45];

        Assert.All(minutes, least => Assert.InRange(_schedule.AfterFault("v7k2", TimeSpan.FromDays(1)), TimeSpan.FromMinutes(least), TimeSpan.FromMinutes(least * 1.25)));
    }

    [Fact]
    public void AfterFault_ServiceAsksForAShorterPause_IsTheOwn() =>
        Assert.InRange(_schedule.AfterFault("v7k2", TimeSpan.FromSeconds(1)), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6.25));

    /// <summary>A person waits for the first answer of a single task.</summary>
    [Fact]
    public void First_FewTasks_IsAtOnce() => Assert.Equal(TimeSpan.Zero, _schedule.First(4, TimeSpan.Zero));

    /// <summary>A thousand tasks of one batch or one restart are not read in one burst, and again and again in one burst.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(3600)]
    public void First_ManyTasks_AreSpreadOverTheInterval(int age)
    {
        var waits = Enumerable.Range(0, 1000).Select(_ => _schedule.First(1000, TimeSpan.FromSeconds(age)).TotalSeconds).ToList();

        Assert.InRange(waits.Min(), 0, 0.5);
        Assert.InRange(waits.Max(), 4.5, 5);
        Assert.InRange(waits.Average(), 2, 3);
    }

    /// <summary>A task that waited for a scan does not wait for that time again.</summary>
    [Fact]
    public void First_TaskWaitedForItsScan_WaitsForTheRest() =>
        Assert.All(Enumerable.Range(0, 100), _ => Assert.InRange(_schedule.First(1000, TimeSpan.FromSeconds(3)), TimeSpan.Zero, TimeSpan.FromSeconds(2)));
}
