namespace CometRunway.Tasks.Polling;

/// <summary>Detects that the system clock was set back; otherwise tasks would wait until the old time comes again.</summary>
internal sealed class ClockRollbackDetector(TimeProvider time)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);
    private DateTimeOffset _wall = time.GetUtcNow();
    private long _mark = time.GetTimestamp();

    /// <summary>By how much it was set back since the last call; zero if it was not.</summary>
    public TimeSpan SetBack()
    {
        var (wall, mark) = (time.GetUtcNow(), time.GetTimestamp());
        var back = time.GetElapsedTime(_mark, mark) - (wall - _wall);
        (_wall, _mark) = (wall, mark);
        return back > Tolerance ? back : TimeSpan.Zero;
    }
}
