namespace CometRunway.Api.Wire;

/// <summary>The status words of Runway and of the gateways before it, as one vocabulary.</summary>
internal static class StatusParser
{
    private const int LongestWord = 64;

    public static ApiTaskStatus Read(string word) => word.Trim().ToUpperInvariant() switch
    {
        "PENDING" or "NOT_START" or "SUBMITTED" or "QUEUED" => ApiTaskStatus.Pending,
        "THROTTLED" => ApiTaskStatus.Throttled,
        "RUNNING" or "IN_PROGRESS" or "PROCESSING" => ApiTaskStatus.Running,
        "SUCCEEDED" or "SUCCESS" or "COMPLETED" => ApiTaskStatus.Succeeded,
        "FAILED" or "FAILURE" or "ERROR" => ApiTaskStatus.Failed,
        "CANCELLED" or "CANCELED" => ApiTaskStatus.Cancelled,
        var unknown => ApiTaskStatus.FromValue(unknown.Length <= LongestWord ? unknown : unknown[..LongestWord]),
    };

    /// <summary>
    /// One status of two. The inner one is Runway's own and says more, so it wins; but the wrapper is the one that the
    /// gateway keeps up to date and settles the account by, so its final word is not hidden by an inner one that lags.
    /// </summary>
    public static ApiTaskStatus Merge(ApiTaskStatus? wrapper, ApiTaskStatus? inner) => (wrapper, inner) switch
    {
        (null, null) => ApiTaskStatus.Pending,
        ({ } only, null) => only,
        (null, { } only) => only,
        (_, { IsFinal: true } final) => final,
        ({ IsFinal: true } final, _) => final,
        ({ IsKnown: true } known, { IsKnown: false }) => known,
        (_, { } own) => own,
    };
}
