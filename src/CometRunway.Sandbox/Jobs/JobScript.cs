namespace CometRunway.Sandbox.Jobs;

/// <summary>How a task ends, and what is odd about the way it is told.</summary>
internal sealed record JobScript
{
    public static JobScript Ordinary { get; } = new();

    /// <summary>Status the task ends with, in Runway's words; null for one that never ends.</summary>
    public string? End { get; init; } = JobStatus.Succeeded;

    public string? Failure { get; init; }

    public string? FailureCode { get; init; }

    /// <summary>The task runs and is charged, but no read ever finds it.</summary>
    public bool NeverVisible { get; init; }

    /// <summary>Succeeded without an output link.</summary>
    public bool WithoutOutput { get; init; }

    /// <summary>The record tells the link as the reason of failure, as old adaptors of the gateway do.</summary>
    public bool LinkInFailReason { get; init; }

    /// <summary>The record tells the link as the result and not inside Runway's object, as newer gateways do.</summary>
    public bool LinkInResultUrl { get; init; }

    /// <summary>Waits for other tasks before it runs.</summary>
    public bool Throttled { get; init; }
}
