namespace CometRunway.TestKit.Time;

/// <summary>The system clock with an adjustable time of day. As on a real machine, timers and timestamps are not affected.</summary>
public sealed class AdjustableTimeProvider : TimeProvider
{
    private long _ticks;

    /// <summary>Moves the time of day forward, or back if the value is negative.</summary>
    public void Jump(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ticks));
}
