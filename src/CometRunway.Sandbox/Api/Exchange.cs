using CometRunway.Sandbox.Faults;
using CometRunway.Sandbox.Journal;
using Microsoft.AspNetCore.Http;

namespace CometRunway.Sandbox.Api;

/// <summary>One request on its way through: who asks, on which route, and the trouble scripted for it.</summary>
internal sealed class Exchange(HttpContext http, string route, TakenFault? fault, string requestId)
{
    public HttpContext Http { get; } = http;

    public string Route { get; } = route;

    public TakenFault? Fault { get; } = fault;

    public string RequestId { get; } = requestId;

    public string? TaskId { get; set; }

    public string? Model { get; set; }

    /// <summary>Whether this is a create that was accepted, so that the journal follows its answer.</summary>
    public bool Accepted { get; set; }

    public FaultScene Scene => new(RequestId, Http.Request.Path, TaskId, Model);

    public JournalRequest ToJournal(DateTimeOffset now, int status)
    {
        var path = Http.Request.Path.Value ?? "/";
        var version = Http.Request.Headers[Intake.VersionHeader.Name];
        return new(
            now,
            Route,
            Http.Request.Method,
            path.Length > 200 ? path[..200] : path,
            status,
            TaskId,
            Fault?.Fault.Name,
            Http.Request.Headers.ContainsKey("Authorization"),
            version.Count == 0 ? null : version.ToString());
    }
}
