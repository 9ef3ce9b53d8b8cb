using CometRunway.Sandbox.Jobs;

namespace CometRunway.Sandbox.Faults;

/// <summary>A kind of trouble the sandbox can make.</summary>
internal abstract record Fault(string Name, string About, IReadOnlyList<string> On);

/// <summary>Another answer than the one that was due. Before a create is accepted, unless said otherwise.</summary>
internal sealed record AnswerFault(string Name, string About, IReadOnlyList<string> On, int Status, string ContentType, Func<FaultScene, string> Body)
    : Fault(Name, About, On)
{
    public bool AfterAccept { get; init; }

    /// <summary>The task of a create answered like this runs but is never found.</summary>
    public bool HidesTask { get; init; }

    /// <summary>The answer still says the task id.</summary>
    public bool SaysId { get; init; }

    public string? Location { get; init; }

    /// <summary>The body is followed by filler up to the length the rule asks for.</summary>
    public bool Huge { get; init; }
}

/// <summary>Something that happens to the connection or to the time an answer takes.</summary>
internal sealed record TransportFault(string Name, string About, IReadOnlyList<string> On, TransportMove Move) : Fault(Name, About, On);

/// <summary>What becomes of a task.</summary>
internal sealed record TaskFault(string Name, string About, JobScript Script) : Fault(Name, About, [Routes.Task]);

/// <summary>What an answer may want to mention.</summary>
internal sealed record FaultScene(string RequestId, string Path, string? TaskId, string? Model);

/// <summary>A fault that has been taken from the plan for one request.</summary>
internal sealed record TakenFault(Fault Fault, FaultRule Rule);
