namespace CometRunway.Api;

/// <summary>What the service answered to a create request that it accepted.</summary>
/// <param name="TaskId">The id to read the task with.</param>
/// <param name="MayNeverBecomeVisible">True when an error followed the id in the same answer: the task runs, but the gateway may never show it.</param>
/// <param name="EstimatedCredits">Runway's estimate in credits, when told.</param>
public sealed record CreateTaskResponse(string TaskId, bool MayNeverBecomeVisible = false, double? EstimatedCredits = null);
