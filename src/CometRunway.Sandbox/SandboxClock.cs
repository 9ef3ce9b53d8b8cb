namespace CometRunway.Sandbox;

/// <summary>A clock with an offset from the system clock. Advancing the offset lets tasks progress and links expire without waiting.</summary>
/// <remarks>Timers are not affected.</remarks>
public sealed class SandboxClock : TimeProvider
{
    private long _offset;

    /// <summary>The offset from the system clock.</summary>
    public TimeSpan Offset => TimeSpan.FromTicks(Interlocked.Read(ref _offset));

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;

    /// <summary>Advances the clock.</summary>
    /// <param name="by">The time to add. It must not be negative, and the offset is at most ten years.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative or too long.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(by, TimeSpan.FromDays(3650) - Offset);
        Interlocked.Add(ref _offset, by.Ticks);
    }
}
