namespace CometRunway.Sandbox.Jobs;

/// <summary>How long a task is in each state; computed from the clock when somebody looks, so nothing runs in between.</summary>
internal sealed record JobTimeline(TimeSpan Pending, TimeSpan Throttled, TimeSpan Running)
{
    private const double StuckAt = 0.99;

    /// <summary>A lifelike timeline of 20 to 40 seconds, longer clips a little longer, divided by the speed.</summary>
    public static JobTimeline For(int durationOfClip, bool throttled, double speed, int luck)
    {
        if (speed == 0)
        {
            return new(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
        }

        var random = new Random(luck);
        var pending = 2 + (random.NextDouble() * 3);
        var waiting = throttled || random.Next(4) == 0 ? 2 + (random.NextDouble() * 2) : 0;
        var running = 16 + durationOfClip + (random.NextDouble() * 5);
        return new(TimeSpan.FromSeconds(pending / speed), TimeSpan.FromSeconds(waiting / speed), TimeSpan.FromSeconds(running / speed));
    }

    public JobMoment At(DateTimeOffset created, DateTimeOffset now, string? end)
    {
        var started = created + Pending + Throttled;
        if (now < created + Pending)
        {
            return new(JobStatus.Pending, 0, null, null);
        }

        if (now < started)
        {
            return new(JobStatus.Throttled, 0, null, null);
        }

        var progress = Running > TimeSpan.Zero ? (now - started) / Running : 1;
        return progress >= 1 && end is not null
            ? new(end, 1, started, started + Running)
            : new(JobStatus.Running, Math.Round(Math.Min(progress, StuckAt), 3), started, null);
    }
}
