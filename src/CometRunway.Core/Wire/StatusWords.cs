using CometRunway.VideoTasks;

namespace CometRunway.Wire;

/// <summary>The status words of Runway and of the gateways before it, as one vocabulary.</summary>
internal static class StatusWords
{
    private const int LongestWord = 64;

    public static VideoTaskStatus Read(string word) => word.Trim().ToUpperInvariant() switch
    {
        "PENDING" or "NOT_START" or "SUBMITTED" or "QUEUED" => VideoTaskStatus.Pending,
        "THROTTLED" => VideoTaskStatus.Throttled,
        "RUNNING" or "IN_PROGRESS" or "PROCESSING" => VideoTaskStatus.Running,
        "SUCCEEDED" or "SUCCESS" or "COMPLETED" => VideoTaskStatus.Succeeded,
        "FAILED" or "FAILURE" or "ERROR" => VideoTaskStatus.Failed,
        "CANCELLED" or "CANCELED" => VideoTaskStatus.Cancelled,
        var unknown => VideoTaskStatus.FromValue(unknown.Length <= LongestWord ? unknown : unknown[..LongestWord]),
    };

    /// <summary>
    /// One status of two. The inner one is Runway's own and says more, so it wins; but the wrapper is the one that the
    /// gateway keeps up to date and settles the account by, so its final word is not hidden by an inner one that lags.
    /// </summary>
    public static VideoTaskStatus Merge(VideoTaskStatus? wrapper, VideoTaskStatus? inner) => (wrapper, inner) switch
    {
        (null, null) => VideoTaskStatus.Pending,
        ({ } only, null) => only,
        (null, { } only) => only,
        (_, { IsFinal: true } final) => final,
        ({ IsFinal: true } final, _) => final,
        ({ IsKnown: true } known, { IsKnown: false }) => known,
        (_, { } own) => own,
    };
}
