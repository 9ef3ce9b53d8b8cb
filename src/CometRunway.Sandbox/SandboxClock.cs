namespace CometRunway.Sandbox;

/// <summary>The machine's clock plus an offset that can be moved forward: tasks age and links expire without waiting.</summary>
/// <remarks>Timers are the machine's own; only the time of day moves.</remarks>
public sealed class SandboxClock : TimeProvider
{
    private long _offset;

    /// <summary>How far the clock is ahead of the machine's.</summary>
    public TimeSpan Offset => TimeSpan.FromTicks(Interlocked.Read(ref _offset));

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;

    /// <summary>Moves the clock forward.</summary>
    /// <param name="by">How far; at least zero and at most ten years in all.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative or too long.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(by, TimeSpan.FromDays(3650) - Offset);
        Interlocked.Add(ref _offset, by.Ticks);
    }
}
