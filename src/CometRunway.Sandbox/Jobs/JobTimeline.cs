namespace CometRunway.Sandbox.Jobs;

/// <summary>The state of a task at one point in time.</summary>
internal sealed record JobSnapshot(string Status, double Progress, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt);

/// <summary>The duration of each state of a task. The state is computed from the clock on demand; there are no timers.</summary>
internal sealed record JobTimeline(TimeSpan Pending, TimeSpan Throttled, TimeSpan Running)
{
    private const double MaxUnfinishedProgress = 0.99;

    /// <summary>Returns a realistic timeline: 20 to 40 seconds for clips of 2 to 10 seconds, divided by the speed.</summary>
    public static JobTimeline For(int clipSeconds, bool throttled, double speed, int seed)
    {
        if (speed == 0)
        {
            return new(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
        }

        var random = new Random(seed);
        var pending = 2 + (random.NextDouble() * 3);
        var waiting = throttled || random.Next(4) == 0 ? 2 + (random.NextDouble() * 2) : 0;
        var running = 16 + clipSeconds + (random.NextDouble() * 5);
        return new(TimeSpan.FromSeconds(pending / speed), TimeSpan.FromSeconds(waiting / speed), TimeSpan.FromSeconds(running / speed));
    }

    public JobSnapshot At(DateTimeOffset created, DateTimeOffset now, string? end)
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
            : new(JobStatus.Running, Math.Round(Math.Min(progress, MaxUnfinishedProgress), 3), started, null);
    }
}
