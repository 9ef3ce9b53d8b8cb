namespace CometRunway.TestKit.Time;

/// <summary>The system clock with an adjustable time of day. As on a real machine, timers are not affected.</summary>
public sealed class AdjustableTimeProvider : TimeProvider
{
    private long _ticks;
    private long _passed;

    /// <summary>Lets time pass: the time of day and timestamps move forward.</summary>
    public void Pass(TimeSpan by)
    {
        // In this order, a reader in between sees a clock that was set forward, and not one that was set back.
        Jump(by);
        Interlocked.Add(ref _passed, by.Ticks);
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => base.GetTimestamp() + (long)(TimestampFrequency * TimeSpan.FromTicks(Interlocked.Read(ref _passed)).TotalSeconds);

    /// <summary>Moves the time of day forward, or back if the value is negative. Timestamps are not affected.</summary>
    public void Jump(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ticks));
}
