namespace CometRunway.Store.Sqlite;

/// <summary>The words that stand in the file for the states.</summary>
internal static class StateNames
{
    public const string Submitting = "submitting";
    public const string Unknown = "unknown";
    public const string Rejected = "rejected";
    public const string Succeeded = "succeeded";

    private static readonly (VideoTaskState State, string Word)[] Words =
    [
        (VideoTaskState.Submitting, Submitting),
        (VideoTaskState.Accepted, "accepted"),
        (VideoTaskState.Rejected, Rejected),
        (VideoTaskState.Unknown, Unknown),
        (VideoTaskState.Pending, "pending"),
        (VideoTaskState.Throttled, "throttled"),
        (VideoTaskState.Running, "running"),
        (VideoTaskState.Succeeded, Succeeded),
        (VideoTaskState.Failed, "failed"),
        (VideoTaskState.Cancelled, "cancelled"),
        (VideoTaskState.Lost, "lost"),
    ];

    public static IEnumerable<string> All => Words.Select(pair => pair.Word);

    public static string Of(VideoTaskState state)
    {
        foreach (var pair in Words)
        {
            if (pair.State == state)
                return pair.Word;
        }

        throw new ArgumentOutOfRangeException(nameof(state), state, "This state has no word of its own.");
    }

    public static VideoTaskState Parse(string word)
    {
        foreach (var pair in Words)
        {
            if (pair.Word == word)
                return pair.State;
        }

        return VideoTaskState.Other;
    }
}
