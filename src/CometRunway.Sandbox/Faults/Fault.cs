using CometRunway.Sandbox.Jobs;

namespace CometRunway.Sandbox.Faults;

/// <summary>A fault that the sandbox can inject.</summary>
internal abstract record Fault(string Name, string Description, IReadOnlyList<string> On);

/// <summary>Replaces the response. The task of a create request is not accepted unless <see cref="AfterAccept"/> is set.</summary>
internal sealed record ResponseFault(string Name, string Description, IReadOnlyList<string> On, int Status, string ContentType, Func<FaultContext, string> Body)
    : Fault(Name, Description, On)
{
    public bool AfterAccept { get; init; }

    /// <summary>True if the task of the create request runs, but reads do not find it.</summary>
    public bool HidesTask { get; init; }

    /// <summary>True if the response contains the task id.</summary>
    public bool IncludesId { get; init; }

    public string? Location { get; init; }

    /// <summary>True if filler bytes follow the body. The rule specifies their number.</summary>
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

/// <summary>Changes the end or the representation of a task.</summary>
internal sealed record TaskFault(string Name, string Description, JobScript Script) : Fault(Name, Description, [RouteNames.Task]);

/// <summary>The values that the body of a response fault can contain.</summary>
internal sealed record FaultContext(string RequestId, string Path, string? TaskId, string? Model);

/// <summary>A fault that is injected into one request.</summary>
internal sealed record InjectedFault(Fault Fault, FaultRule Rule);
