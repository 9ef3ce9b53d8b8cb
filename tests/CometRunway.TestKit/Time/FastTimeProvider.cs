using Microsoft.Extensions.Time.Testing;

namespace CometRunway.TestKit.Time;

/// <summary>A time provider whose timers below five seconds fire immediately. Other timers fire when <see cref="Clock"/> is advanced.</summary>
public sealed class FastTimeProvider : TimeProvider
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(5);

    public FakeTimeProvider Clock { get; } = new();

    public override long TimestampFrequency => Clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => Clock.GetUtcNow();

    public override long GetTimestamp() => Clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        dueTime >= TimeSpan.Zero && dueTime < Short && period == Timeout.InfiniteTimeSpan
            ? System.CreateTimer(callback, state, TimeSpan.Zero, period)
            : Clock.CreateTimer(callback, state, dueTime, period);
}
