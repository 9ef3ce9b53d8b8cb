namespace CometRunway.Store;

/// <summary>The result of a search by handle, id or prefix. Exactly one of the nested types.</summary>
public abstract record FindOutcome
{
    private FindOutcome()
    {
    }

    /// <summary>One task matches.</summary>
    /// <param name="Task">The task.</param>
    public sealed record Found(VideoTask Task) : FindOutcome;

    /// <summary>No task matches.</summary>
    /// <param name="Nearest">Suggestions, best first: tasks with similar handles, then recent tasks.</param>
    public sealed record NotFound(IReadOnlyList<VideoTask> Nearest) : FindOutcome;

    /// <summary>Several tasks match.</summary>
    /// <param name="Tasks">The newest matching tasks.</param>
    public sealed record Ambiguous(IReadOnlyList<VideoTask> Tasks) : FindOutcome;
}
