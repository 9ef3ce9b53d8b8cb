namespace CometRunway.Store;

/// <summary>The names of the states, as in the store, in replies and on the command line.</summary>
internal static class StateNames
{
    public const string Submitting = "submitting";
    public const string Unknown = "unknown";
    public const string Rejected = "rejected";
    public const string Succeeded = "succeeded";

    private static readonly (VideoTaskState State, string Name)[] Names =
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
        (VideoTaskState.NotFound, "lost"),
    ];

    public static IEnumerable<string> All => Names.Select(pair => pair.Name);

    public static string Of(VideoTaskState state)
    {
        foreach (var pair in Names)
        {
            if (pair.State == state)
                return pair.Name;
        }

        throw new ArgumentOutOfRangeException(nameof(state), state, "This state has no name.");
    }

    /// <summary>Returns the name to show. Unlike <see cref="Of"/>, it supports <see cref="VideoTaskState.Unrecognized"/>.</summary>
    public static string Name(this VideoTaskState state) => state == VideoTaskState.Unrecognized ? "unrecognized" : Of(state);

    public static VideoTaskState Parse(string name)
    {
        foreach (var pair in Names)
        {
            if (pair.Name == name)
                return pair.State;
        }

        return VideoTaskState.Unrecognized;
    }
}
