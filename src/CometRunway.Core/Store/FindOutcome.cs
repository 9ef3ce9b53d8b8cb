namespace CometRunway.Store;

/// <summary>What a handle, an id or a prefix of one leads to.</summary>
public abstract record FindOutcome
{
    private FindOutcome()
    {
    }

    /// <summary>Exactly one task.</summary>
    /// <param name="Entry">It.</param>
    public sealed record Found(VideoTask Entry) : FindOutcome;

    /// <summary>No task.</summary>
    /// <param name="Nearest">Those that may have been meant, likeliest first: similar handles, then recent ones.</param>
    public sealed record NotFound(IReadOnlyList<VideoTask> Nearest) : FindOutcome;

    /// <summary>A prefix of several tasks.</summary>
    /// <param name="Entries">The newest of them.</param>
    public sealed record Ambiguous(IReadOnlyList<VideoTask> Entries) : FindOutcome;
}
