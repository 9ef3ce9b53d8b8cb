namespace CometRunway.Sandbox.Jobs;

/// <summary>What a task looks like at one moment.</summary>
internal sealed record JobMoment(string Status, double Progress, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt)
{
    public bool Ended => FinishedAt is not null;
}
