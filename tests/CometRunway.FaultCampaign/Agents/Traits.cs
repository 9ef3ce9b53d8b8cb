namespace CometRunway.FaultCampaign.Agents;

/// <summary>How an agent and its client behave.</summary>
internal sealed record Traits
{
    /// <summary>How long the client waits for a create.</summary>
    public TimeSpan CreatePatience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long the client waits for any other call.</summary>
    public TimeSpan GetPatience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Whether the client tells the server that it waits no longer.</summary>
    public bool SaysCancelled { get; init; } = true;

    /// <summary>After a call without an answer: the same create again, or <c>get_video</c>.</summary>
    public bool RepeatsCreate { get; init; } = true;

    /// <summary>Calls until it gives up.</summary>
    public int Calls { get; init; } = 14;
}
