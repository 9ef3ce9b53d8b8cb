using CometRunway.Sandbox.Faults;

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

    /// <summary>The field of a response that contains the link to the clip.</summary>
    public LinkField LinkField { get; init; }

    /// <summary>The kind of the link to the clip.</summary>
    public LinkKind LinkKind { get; init; }

    /// <summary>How the clip is transferred.</summary>
    public ClipTransfer Transfer { get; init; }

    /// <summary>The content type of responses with the task; empty for none.</summary>
    public string ReadContentType { get; init; } = ResponseBodies.Json;

    /// <summary>True if the task is throttled before it runs.</summary>
    public bool Throttled { get; init; }
}
