namespace CometRunway.FaultCampaign.Agents;

/// <summary>How an agent and its client behave.</summary>
internal sealed record Traits
{
    private static readonly TimeSpan Ordinary = TimeSpan.FromSeconds(20);

    /// <summary>How long the client waits for a create, as long as it is impatient.</summary>
    public TimeSpan CreatePatience { get; init; } = Ordinary;

    /// <summary>How long the client waits for any other call, as long as it is impatient.</summary>
    public TimeSpan GetPatience { get; init; } = Ordinary;

    /// <summary>How many calls its impatience lasts.</summary>
    public int ImpatientCalls { get; init; }

    /// <summary>Whether the client tells the server that it waits no longer.</summary>
    public bool SaysCancelled { get; init; } = true;

    /// <summary>After a call without an answer: the same create again, or <c>get_video</c>.</summary>
    public bool RepeatsCreate { get; init; } = true;

    /// <summary>Calls until it gives up.</summary>
    public int Calls { get; init; } = 14;

    /// <summary>How long the client waits for this call.</summary>
    public TimeSpan PatienceOf(int call, bool isCreate) => call >= ImpatientCalls ? Ordinary : isCreate ? CreatePatience : GetPatience;
}
