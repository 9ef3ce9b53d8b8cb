using CometRunway.Ledger;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>States as words: one for code, one for people.</summary>
internal static class StateWords
{
    /// <summary>The state as it stands in replies.</summary>
    public static string Of(TaskEntry entry) => entry.State.ToString().ToLowerInvariant();

    /// <summary>The state in a sentence.</summary>
    public static string ForPeople(TaskEntry entry) => entry.State switch
    {
        LedgerState.Submitting => "is being sent",
        LedgerState.Accepted or LedgerState.Pending => "is waiting for its turn",
        LedgerState.Throttled => "is waiting: the account's other tasks come first",
        LedgerState.Running => "is being made",
        LedgerState.Succeeded when entry.HasFilesMissing => "is being saved",
        LedgerState.Succeeded => "is ready",
        LedgerState.Failed => "failed",
        LedgerState.Cancelled => "was cancelled",
        LedgerState.Rejected => "was refused",
        LedgerState.Lost => "is no longer known to the service",
        _ => "has an unknown outcome",
    };

    /// <summary>A filter word as states; null states mean all.</summary>
    public static bool TryRead(string? word, out IReadOnlyCollection<LedgerState>? states)
    {
        states = word?.Trim().ToLowerInvariant() switch
        {
            null or "" or "all" or "any" => null,
            "running" or "unfinished" or "pending" or "active" or "queued" or "processing" or "in_progress" => [LedgerState.Submitting, LedgerState.Accepted, LedgerState.Pending, LedgerState.Throttled, LedgerState.Running],
            "finished" or "succeeded" or "done" or "ready" or "completed" or "complete" or "success" => [LedgerState.Succeeded],
            "failed" => [LedgerState.Failed, LedgerState.Rejected, LedgerState.Lost, LedgerState.Cancelled],
            "unknown" => [LedgerState.Unknown],
            { } other when Enum.TryParse<LedgerState>(other, ignoreCase: true, out var one) && !char.IsAsciiDigit(other[0]) => [one],
            _ => [],
        };
        return states is null or { Count: > 0 };
    }
}
