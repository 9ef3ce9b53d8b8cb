namespace CometRunway.Store;

/// <summary>The filter and page of a list of tasks.</summary>
public sealed record TaskQuery
{
    /// <summary>Words that must all occur in the prompt, handle, id, request id, model or image name. Case-insensitive. Null lists all tasks.</summary>
    public string? Text { get; init; }

    /// <summary>The states to include; null or empty includes all.</summary>
    public IReadOnlyCollection<VideoTaskState>? States { get; init; }

    /// <summary>The maximum number of tasks, from 1 to 100. Other values are clamped to this range.</summary>
    public int Limit { get; init; } = 10;

    /// <summary>The <see cref="TaskPage.NextCursor"/> of the previous page; null for the first page.</summary>
    public string? Cursor { get; init; }
}

/// <summary>A page of tasks.</summary>
/// <param name="Tasks">The tasks, newest first.</param>
/// <param name="NextCursor">The cursor of the next page; null on the last page.</param>
/// <param name="Total">The number of matching tasks on all pages.</param>
public sealed record TaskPage(IReadOnlyList<VideoTask> Tasks, string? NextCursor, int Total);
