using CometRunway.Sandbox.Faults;
using CometRunway.Sandbox.Journal;
using CometRunway.Sandbox.Requests;
using Microsoft.AspNetCore.Http;

namespace CometRunway.Sandbox.Api;

/// <summary>A request, its route, and the fault that applies to it.</summary>
internal sealed class RequestContext(HttpContext http, string route, InjectedFault? fault, string requestId)
{
    public HttpContext Http { get; } = http;

    public string Route { get; } = route;

    public InjectedFault? Fault { get; } = fault;

    public string RequestId { get; } = requestId;

    public string? TaskId { get; set; }

    public string? Model { get; set; }

    /// <summary>True for an accepted create request. The journal then records the state of the response.</summary>
    public bool Accepted { get; set; }

    public FaultContext FaultContext => new(RequestId, Http.Request.Path, TaskId, Model);

    public JournalRequest ToJournal(DateTimeOffset now, int status)
    {
        var path = Http.Request.Path.Value ?? "/";
        var version = Http.Request.Headers[VersionHeader.Name];
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
