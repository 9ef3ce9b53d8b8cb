using CometRunway.Store.Sqlite;

namespace CometRunway.Core.Tests.Store;

public sealed class LocalDayTests
{
    [Fact]
    public void Start_OfADayWhoseMidnightIsSkipped_IsTheFirstMomentThatExists()
    {
        var rule = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            new DateTime(2026, 1, 1), new DateTime(2026, 12, 31), TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 0, 0, 0), 3, 8),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 1, 0, 0), 11, 1));
        var zone = TimeZoneInfo.CreateCustomTimeZone("skips", TimeSpan.FromHours(-5), "skips", "skips", "skips", [rule]);

        var start = LocalDay.Start(new DateTime(2026, 3, 8), zone);

        Assert.Equal(new DateTimeOffset(2026, 3, 8, 1, 0, 0, TimeSpan.FromHours(-4)), start);
    }
}
