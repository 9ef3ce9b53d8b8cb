namespace CometRunway.Tasks.Polling;

/// <summary>Notices when the time of day was set back: what is due at a later hour would otherwise wait for that hour to come again.</summary>
internal sealed class ClockRollbackDetector(TimeProvider time)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);
    private DateTimeOffset _wall = time.GetUtcNow();
    private long _mark = time.GetTimestamp();

    /// <summary>By how much it was set back since the last look; zero when it was not.</summary>
    public TimeSpan SetBack()
    {
        var (wall, mark) = (time.GetUtcNow(), time.GetTimestamp());
        var back = time.GetElapsedTime(_mark, mark) - (wall - _wall);
        (_wall, _mark) = (wall, mark);
        return back > Tolerance ? back : TimeSpan.Zero;
    }
}
