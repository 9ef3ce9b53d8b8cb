namespace CometRunway.Store;

/// <summary>How a submission ended: exactly one of the three kinds.</summary>
internal sealed record SubmissionOutcome(VideoTaskState State)
{
    public string? TaskId { get; init; }

    public bool MayNeverBecomeVisible { get; init; }

    public double? Credits { get; init; }

    public string? Code { get; init; }

    public string? Message { get; init; }
}

/// <summary>An outcome that could not be written into the ledger, with all that is needed to write the row anew.</summary>
internal sealed record JournaledOutcome(string Handle, DateTimeOffset At, SubmissionOutcome Outcome, VideoTask? Row);
