namespace CometRunway.Api.Wire;

/// <summary>Maps the status values of Runway and of gateways to <see cref="ApiTaskStatus"/>.</summary>
internal static class StatusParser
{
    private const int MaxLength = 64;

    public static ApiTaskStatus Read(string status) => status.Trim().ToUpperInvariant() switch
    {
        "PENDING" or "NOT_START" or "SUBMITTED" or "QUEUED" => ApiTaskStatus.Pending,
        "THROTTLED" => ApiTaskStatus.Throttled,
        "RUNNING" or "IN_PROGRESS" or "PROCESSING" => ApiTaskStatus.Running,
        "SUCCEEDED" or "SUCCESS" or "COMPLETED" => ApiTaskStatus.Succeeded,
        "FAILED" or "FAILURE" or "ERROR" => ApiTaskStatus.Failed,
        "CANCELLED" or "CANCELED" => ApiTaskStatus.Cancelled,
        var unknown => ApiTaskStatus.FromValue(unknown.Length <= MaxLength ? unknown : unknown[..MaxLength]),
    };

    /// <summary>
    /// Merges two statuses. The inner one is Runway's and is more precise, so it takes precedence. But the gateway updates the wrapper and bills
    /// by it, so a final wrapper status takes precedence over an inner status that is not final.
    /// </summary>
    public static ApiTaskStatus Merge(ApiTaskStatus? wrapper, ApiTaskStatus? inner) => (wrapper, inner) switch
    {
        (null, null) => ApiTaskStatus.Pending,
        ({ } only, null) => only,
        (null, { } only) => only,
        (_, { IsFinal: true } final) => final,
        ({ IsFinal: true } final, _) => final,
        ({ IsKnown: true } known, { IsKnown: false }) => known,
        (_, { } innerStatus) => innerStatus,
    };
}
