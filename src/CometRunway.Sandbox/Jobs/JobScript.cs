namespace CometRunway.Sandbox.Jobs;

/// <summary>Specifies the end of a task and its representation.</summary>
internal sealed record JobScript
{
    public static JobScript Default { get; } = new();

    /// <summary>Runway's final status of the task; null for a task that never ends.</summary>
    public string? FinalStatus { get; init; } = JobStatus.Succeeded;

    public string? Failure { get; init; }

    public string? FailureCode { get; init; }

    /// <summary>True if the task runs and is charged, but reads do not find it.</summary>
    public bool NeverVisible { get; init; }

    /// <summary>True if the task succeeds without an output link.</summary>
    public bool WithoutOutput { get; init; }

    /// <summary>True if the gateway's record has the link in <c>fail_reason</c>, as in old adaptors of the gateway.</summary>
    public bool LinkInFailReason { get; init; }

    /// <summary>True if the gateway's record has the link in <c>result_url</c> and not in Runway's object, as in newer gateways.</summary>
    public bool LinkInResultUrl { get; init; }

    /// <summary>True if the task is throttled before it runs.</summary>
    public bool Throttled { get; init; }
}
