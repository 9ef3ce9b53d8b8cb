namespace CometRunway.FaultCampaign.Agents;

/// <summary>Behavior of an agent and its client.</summary>
internal sealed record ClientBehavior
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(20);

    /// <summary>Client timeout of a create, for the first calls.</summary>
    public TimeSpan CreateTimeout { get; init; } = DefaultTimeout;

    /// <summary>Client timeout of any other call, for the first calls.</summary>
    public TimeSpan GetTimeout { get; init; } = DefaultTimeout;

    /// <summary>The number of calls with these timeouts; later calls have the default timeout.</summary>
    public int ShortTimeoutCalls { get; init; }

    /// <summary>Whether the client sends a cancellation to the server at its timeout.</summary>
    public bool SendsCancellation { get; init; } = true;

    /// <summary>Whether the agent repeats the create after a call without a response, instead of calling <c>get_video</c>.</summary>
    public bool RepeatsCreate { get; init; } = true;

    /// <summary>Whether the agent forgets everything after its last call and makes the same create again, with the same request id.</summary>
    public bool Restarts { get; init; }

    /// <summary>The maximum number of calls.</summary>
    public int MaxCalls { get; init; } = 14;

    /// <summary>Returns the client timeout of a call.</summary>
    public TimeSpan TimeoutOf(int call, bool isCreate) => call >= ShortTimeoutCalls ? DefaultTimeout : isCreate ? CreateTimeout : GetTimeout;
}
