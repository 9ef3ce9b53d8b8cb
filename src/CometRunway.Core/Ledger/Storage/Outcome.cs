namespace CometRunway.Ledger.Storage;

/// <summary>How a submission ended: exactly one of the three kinds.</summary>
internal sealed record Outcome(LedgerState State)
{
    public string? TaskId { get; init; }

    public bool MayNeverBecomeVisible { get; init; }

    public double? Credits { get; init; }

    public string? Code { get; init; }

    public string? Message { get; init; }
}

/// <summary>An outcome that could not be written into the ledger, with all that is needed to write the row anew.</summary>
internal sealed record LateAnswer(string Handle, DateTimeOffset At, Outcome Outcome, TaskEntry? Row);
