namespace CometRunway.Store;

/// <summary>The result of a search by handle, id or prefix: exactly one of the cases below.</summary>
public abstract record FindOutcome
{
    private FindOutcome()
    {
    }

    /// <summary>Exactly one task.</summary>
    /// <param name="Task">The task.</param>
    public sealed record Found(VideoTask Task) : FindOutcome;

    /// <summary>No task.</summary>
    /// <param name="Nearest">The nearest matches, best first: similar handles, then recent tasks.</param>
    public sealed record NotFound(IReadOnlyList<VideoTask> Nearest) : FindOutcome;

    /// <summary>A prefix of several tasks.</summary>
    /// <param name="Tasks">The newest of them.</param>
    public sealed record Ambiguous(IReadOnlyList<VideoTask> Tasks) : FindOutcome;
}
