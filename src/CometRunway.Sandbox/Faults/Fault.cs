using CometRunway.Sandbox.Jobs;

namespace CometRunway.Sandbox.Faults;

/// <summary>A fault that the sandbox can inject.</summary>
internal abstract record Fault(string Name, string Description, IReadOnlyList<string> On);

/// <summary>Replaces the response. On a create the task is not accepted, unless <see cref="AfterAccept"/> is set.</summary>
internal sealed record ResponseFault(string Name, string Description, IReadOnlyList<string> On, int Status, string ContentType, Func<FaultContext, string> Body)
    : Fault(Name, Description, On)
{
    public bool AfterAccept { get; init; }

    /// <summary>The task of the create runs, but reads never find it.</summary>
    public bool HidesTask { get; init; }

    /// <summary>The response still contains the task id.</summary>
    public bool IncludesId { get; init; }

    public string? Location { get; init; }

    /// <summary>The body is followed by filler bytes, as many as the rule says.</summary>
    public bool HasFiller { get; init; }
}

/// <summary>Affects the connection or the timing of the response.</summary>
internal sealed record TransportFault(string Name, string Description, IReadOnlyList<string> On, TransportFaultKind Kind) : Fault(Name, Description, On);

internal enum TransportFaultKind
{
    ResetBeforeAccept,
    ResetAfterAccept,
    CutBody,
    SlowBody,
    PauseBeforeAccept,
    PauseAfterAccept,
    PauseHalfResponse,
}

/// <summary>Changes how a task ends or how it is reported.</summary>
internal sealed record TaskFault(string Name, string Description, JobScript Script) : Fault(Name, Description, [RouteNames.Task]);

/// <summary>What the body of a response fault can contain.</summary>
internal sealed record FaultContext(string RequestId, string Path, string? TaskId, string? Model);

/// <summary>A fault taken from the plan for one request.</summary>
internal sealed record InjectedFault(Fault Fault, FaultRule Rule);
