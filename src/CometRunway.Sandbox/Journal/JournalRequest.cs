namespace CometRunway.Sandbox.Journal;

/// <summary>A request to the API or to an output link.</summary>
/// <param name="At">When the response was ready.</param>
/// <param name="Route">Its route: <c>create</c>, <c>read</c>, <c>delete</c>, <c>output</c>, <c>models</c> or <c>other</c>.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path without the query, at most 200 characters.</param>
/// <param name="Status">HTTP status of the response; 0 for a reset.</param>
/// <param name="TaskId">Task id, if any.</param>
/// <param name="Fault">Name of the injected fault, if any.</param>
/// <param name="Bearer">Whether the request carried an <c>Authorization</c> header.</param>
/// <param name="Version">Value of the version header, if any.</param>
public sealed record JournalRequest(DateTimeOffset At, string Route, string Method, string Path, int Status, string? TaskId, string? Fault, bool Bearer, string? Version);
