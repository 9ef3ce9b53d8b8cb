using CometRunway.Sandbox.Jobs;

namespace CometRunway.Sandbox.Tests.Jobs;

public sealed class JobTimelineTests
{
    [Fact]
    public void For_ManyTasks_TakeTwentyToFortySecondsAndSomeAreThrottled()
    {
        var timelines = Enumerable.Range(0, 400).Select(seed => JobTimeline.For(seed % 2 == 0 ? 5 : 10, false, 1, seed)).ToArray();

        Assert.All(timelines, t => Assert.InRange((t.Pending + t.Throttled + t.Running).TotalSeconds, 20, 40));
        Assert.InRange(timelines.Count(t => t.Throttled > TimeSpan.Zero), 50, 150);
    }

    [Fact]
    public void For_SameSeed_IsTheSame()
    {
        Assert.Equal(JobTimeline.For(5, false, 1, 7), JobTimeline.For(5, false, 1, 7));
        Assert.NotEqual(JobTimeline.For(5, false, 1, 7), JobTimeline.For(5, false, 1, 8));
    }

    [Fact]
    public void For_SpeedOfTen_IsATenthOfTheTime()
    {
        var realistic = JobTimeline.For(5, true, 1, 3);

        var fast = JobTimeline.For(5, true, 10, 3);

        Assert.Equal(realistic.Running.TotalSeconds / 10, fast.Running.TotalSeconds, 5);
    }
}
