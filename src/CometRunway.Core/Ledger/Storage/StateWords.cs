namespace CometRunway.Ledger.Storage;

/// <summary>The words that stand in the file for the states.</summary>
internal static class StateWords
{
    public const string Submitting = "submitting";
    public const string Unknown = "unknown";
    public const string Rejected = "rejected";
    public const string Succeeded = "succeeded";

    private static readonly (LedgerState State, string Word)[] Words =
    [
        (LedgerState.Submitting, Submitting),
        (LedgerState.Accepted, "accepted"),
        (LedgerState.Rejected, Rejected),
        (LedgerState.Unknown, Unknown),
        (LedgerState.Pending, "pending"),
        (LedgerState.Throttled, "throttled"),
        (LedgerState.Running, "running"),
        (LedgerState.Succeeded, Succeeded),
        (LedgerState.Failed, "failed"),
        (LedgerState.Cancelled, "cancelled"),
        (LedgerState.Lost, "lost"),
    ];

    public static IEnumerable<string> All => Words.Select(pair => pair.Word);

    public static string Of(LedgerState state)
    {
        foreach (var pair in Words)
        {
            if (pair.State == state)
                return pair.Word;
        }

        throw new ArgumentOutOfRangeException(nameof(state), state, "This state has no word of its own.");
    }

    public static LedgerState Parse(string word)
    {
        foreach (var pair in Words)
        {
            if (pair.Word == word)
                return pair.State;
        }

        return LedgerState.Other;
    }
}
