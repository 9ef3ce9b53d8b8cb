using CometRunway.Api;

namespace CometRunway.Store;

/// <summary>An update of a task with a known id: exactly one of the cases below.</summary>
public abstract record TaskUpdate
{
    private TaskUpdate()
    {
    }

    /// <summary>The service reported the task. A final state is kept; links are refreshed.</summary>
    /// <param name="Task">Its response.</param>
    public sealed record Observed(ApiTask Task) : TaskUpdate;

    /// <summary>The service no longer knows the task, or no longer has its files.</summary>
    /// <param name="Message">The reason.</param>
    public sealed record NotFound(string Message) : TaskUpdate;

    /// <summary>A file was saved; it replaces an earlier one with the same index.</summary>
    /// <param name="File">The file.</param>
    public sealed record FileSaved(SavedFile File) : TaskUpdate;

    /// <summary>A file could not be saved.</summary>
    /// <param name="Problem">Why.</param>
    /// <param name="RetryAt">When to try again.</param>
    public sealed record FileNotSaved(string Problem, DateTimeOffset RetryAt) : TaskUpdate;

    /// <summary>A saved file no longer exists, so it is downloaded again.</summary>
    /// <param name="Index">Which.</param>
    /// <param name="Problem">The message about it.</param>
    public sealed record FileMissing(int Index, string Problem) : TaskUpdate;
}
