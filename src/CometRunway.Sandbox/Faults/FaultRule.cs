namespace CometRunway.Sandbox.Faults;

/// <summary>One piece of scripted trouble: it happens to the next matching requests and is then used up.</summary>
/// <param name="On">Which requests: <c>create</c>, <c>read</c>, <c>delete</c>, <c>output</c>, <c>models</c>, <c>quota</c>, <c>any</c>, or <c>task</c> for what becomes of the next task accepted.</param>
/// <param name="Name">Name of the fault, one of <see cref="FaultPlan.Names"/>.</param>
public sealed record FaultRule(string On, string Name)
{
    /// <summary>How many requests it happens to.</summary>
    /// <value>1.</value>
    public int Times { get; init; } = 1;

    /// <summary>How many matching requests pass before.</summary>
    /// <value>0.</value>
    public int Skip { get; init; }

    /// <summary><c>Retry-After</c> of an answer: seconds or a date, sent as written.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>Milliseconds between the pieces of a slow body.</summary>
    /// <value>100.</value>
    public int PauseMilliseconds { get; init; } = 100;

    /// <summary>Length of a huge body.</summary>
    /// <value>100 MB.</value>
    public long Bytes { get; init; } = 100_000_000;
}
