namespace CometRunway.FaultCampaign.Sandboxes;

/// <summary>Trouble for the sandbox to make, in the words of its control route.</summary>
internal sealed record FaultRule(string On, string Name)
{
    public int Times { get; init; } = 1;

    public int Skip { get; init; }

    public int PauseMilliseconds { get; init; } = 100;

    public string? RetryAfter { get; init; }
}
