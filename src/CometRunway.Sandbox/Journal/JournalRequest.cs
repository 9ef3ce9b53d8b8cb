namespace CometRunway.Sandbox.Journal;

/// <summary>A request to the API or to an output link.</summary>
/// <param name="At">The time at which the response was ready.</param>
/// <param name="Route">The route: <c>create</c>, <c>read</c>, <c>delete</c>, <c>output</c>, <c>models</c> or <c>other</c>.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path without the query, at most 200 characters.</param>
/// <param name="Status">The HTTP status of the response; 0 for a reset.</param>
/// <param name="TaskId">The task id; null if there is none.</param>
/// <param name="Fault">The name of the injected fault; null if there is none.</param>
/// <param name="Bearer">True if the request had an <c>Authorization</c> header.</param>
/// <param name="Version">The value of the version header; null if there is none.</param>
public sealed record JournalRequest(DateTimeOffset At, string Route, string Method, string Path, int Status, string? TaskId, string? Fault, bool Bearer, string? Version);
