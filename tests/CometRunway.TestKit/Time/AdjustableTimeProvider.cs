namespace CometRunway.TestKit.Time;

/// <summary>The machine's clock, whose time of day can be set; timers and time spans go on undisturbed, as on a real machine.</summary>
public sealed class AdjustableTimeProvider : TimeProvider
{
    private long _ticks;

    /// <summary>Sets the time of day forward, or back when negative.</summary>
    public void Jump(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ticks));
}
