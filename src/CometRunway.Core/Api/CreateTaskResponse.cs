namespace CometRunway.Api;

/// <summary>The response to an accepted create request.</summary>
/// <param name="TaskId">The id of the task.</param>
/// <param name="MayNeverBecomeVisible">True when the response contains an error after the id: the task runs, but the gateway may never return it.</param>
/// <param name="EstimatedCredits">Runway's estimate in credits; null when the response has none.</param>
internal sealed record CreateTaskResponse(string TaskId, bool MayNeverBecomeVisible = false, double? EstimatedCredits = null);
