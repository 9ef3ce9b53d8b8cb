namespace CometRunway.FaultCampaign.Sandboxes;

/// <summary>A fault rule for the control route of the sandbox.</summary>
internal sealed record FaultRule(string On, string Name)
{
    public int Times { get; init; } = 1;

    public int Skip { get; init; }

    public int PauseMilliseconds { get; init; } = 100;

    public string? RetryAfter { get; init; }
}
