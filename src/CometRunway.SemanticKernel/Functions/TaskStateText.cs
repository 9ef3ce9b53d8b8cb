using CometRunway.Store;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>Converts task states to text, for code and for people.</summary>
internal static class TaskStateText
{
    /// <summary>Returns the state for replies.</summary>
    public static string Of(VideoTask task) => task.State.Name();

    /// <summary>Returns the state for a sentence.</summary>
    public static string ForPeople(VideoTask task) => task.State switch
    {
        VideoTaskState.Submitting => "is being sent",
        VideoTaskState.Accepted or VideoTaskState.Pending => "is waiting for its turn",
        VideoTaskState.Throttled => "is waiting: the account's other tasks come first",
        VideoTaskState.Running => "is being made",
        VideoTaskState.Succeeded when task.HasFilesMissing => "is being saved",
        VideoTaskState.Succeeded => "is ready",
        VideoTaskState.Failed => "failed",
        VideoTaskState.Cancelled => "was cancelled",
        VideoTaskState.Rejected => "was refused",
        VideoTaskState.NotFound => "is no longer known to the service",
        _ => "has an unknown outcome",
    };

    /// <summary>Converts a filter value to states. Null means all states.</summary>
    public static bool TryRead(string? word, out IReadOnlyCollection<VideoTaskState>? states)
    {
        states = word?.Trim().ToLowerInvariant() switch
        {
            null or "" or "all" or "any" => null,
            "running" or "unfinished" or "pending" or "active" or "queued" or "processing" or "in_progress" => [VideoTaskState.Submitting, VideoTaskState.Accepted, VideoTaskState.Pending, VideoTaskState.Throttled, VideoTaskState.Running],
            "finished" or "succeeded" or "done" or "ready" or "completed" or "complete" or "success" => [VideoTaskState.Succeeded],
            "failed" => [VideoTaskState.Failed, VideoTaskState.Rejected, VideoTaskState.NotFound, VideoTaskState.Cancelled],
            "unknown" => [VideoTaskState.Unknown],
            { } other when Enum.TryParse<VideoTaskState>(other, ignoreCase: true, out var one) && !char.IsAsciiDigit(other[0]) => [one],
            _ => [],
        };
        return states is null or { Count: > 0 };
    }
}
