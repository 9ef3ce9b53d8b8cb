namespace CometRunway.Sandbox.Faults;

/// <summary>A fault that applies to the next matching requests. The rule is then removed.</summary>
/// <param name="On">
/// The requests to which the rule applies: <c>create</c>, <c>read</c>, <c>delete</c>, <c>output</c>, <c>models</c> or <c>any</c>; <c>task</c> for the
/// next accepted task.
/// </param>
/// <param name="Name">The fault: one of <see cref="FaultPlan.Names"/>.</param>
public sealed record FaultRule(string On, string Name)
{
    /// <summary>The number of requests to which the rule applies.</summary>
    /// <value>1.</value>
    public int Times { get; init; } = 1;

    /// <summary>The number of matching requests to skip first.</summary>
    /// <value>0.</value>
    public int Skip { get; init; }

    /// <summary>The <c>Retry-After</c> header of the response: seconds or a date. It is sent unchanged.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>The pause between the chunks of a slow body, in milliseconds.</summary>
    /// <value>100.</value>
    public int PauseMilliseconds { get; init; } = 100;

    /// <summary>The number of filler bytes of a huge body.</summary>
    /// <value>100 MB.</value>
    public long Bytes { get; init; } = 100_000_000;
}
