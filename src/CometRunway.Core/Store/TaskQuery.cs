namespace CometRunway.Store;

/// <summary>Which tasks to list, newest first.</summary>
public sealed record TaskQuery
{
    /// <summary>Words that must all occur in the prompt, handle, id, model or image name, in any case; null lists all.</summary>
    public string? Text { get; init; }

    /// <summary>States to keep; null or empty keeps all.</summary>
    public IReadOnlyCollection<VideoTaskState>? States { get; init; }

    /// <summary>The maximum number of tasks, 1 to 100.</summary>
    public int Limit { get; init; } = 10;

    /// <summary><see cref="TaskPage.NextCursor"/> of the previous page; null starts with the newest.</summary>
    public string? Cursor { get; init; }
}

/// <summary>A page of tasks.</summary>
/// <param name="Tasks">Newest first.</param>
/// <param name="NextCursor">The cursor of the next page; null on the last.</param>
/// <param name="Total">How many match on all pages.</param>
public sealed record TaskPage(IReadOnlyList<VideoTask> Tasks, string? NextCursor, int Total);
