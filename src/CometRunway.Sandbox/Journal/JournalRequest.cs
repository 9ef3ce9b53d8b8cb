namespace CometRunway.Sandbox.Journal;

/// <summary>One request to the API or to an output link.</summary>
/// <param name="At">When it was answered.</param>
/// <param name="Route">Its route: <c>create</c>, <c>read</c>, <c>delete</c>, <c>output</c>, <c>models</c>, <c>quota</c> or <c>other</c>.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path without the query, at most 200 characters.</param>
/// <param name="Status">HTTP status of the answer; 0 for a reset.</param>
/// <param name="TaskId">The task concerned.</param>
/// <param name="Fault">The scripted fault that was used up.</param>
/// <param name="Bearer">Whether the request carried an <c>Authorization</c> header.</param>
/// <param name="Version">The version header that was sent.</param>
public sealed record JournalRequest(DateTimeOffset At, string Route, string Method, string Path, int Status, string? TaskId, string? Fault, bool Bearer, string? Version);
