namespace CometRunway.Sandbox.Jobs;

/// <summary>How a task ends and how it is reported.</summary>
internal sealed record JobScript
{
    public static JobScript Default { get; } = new();

    /// <summary>Runway's status that the task ends with; null for a task that never ends.</summary>
    public string? FinalStatus { get; init; } = JobStatus.Succeeded;

    public string? Failure { get; init; }

    public string? FailureCode { get; init; }

    /// <summary>The task runs and is charged, but reads never find it.</summary>
    public bool NeverVisible { get; init; }

    /// <summary>Succeeds without an output link.</summary>
    public bool WithoutOutput { get; init; }

    /// <summary>The gateway's record has the link in <c>fail_reason</c>, as old adaptors of the gateway do.</summary>
    public bool LinkInFailReason { get; init; }

    /// <summary>The gateway's record has the link in <c>result_url</c> and not in Runway's object, as newer gateways do.</summary>
    public bool LinkInResultUrl { get; init; }

    /// <summary>Is throttled before it runs.</summary>
    public bool Throttled { get; init; }
}
