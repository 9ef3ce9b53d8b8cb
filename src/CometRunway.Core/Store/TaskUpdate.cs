using CometRunway.Api;

namespace CometRunway.Store;

/// <summary>News of a task whose id is known: exactly one of the cases below.</summary>
public abstract record TaskUpdate
{
    private TaskUpdate()
    {
    }

    /// <summary>The service was asked. A final state stays; links are refreshed.</summary>
    /// <param name="Task">Its answer.</param>
    public sealed record Observed(ApiTask Task) : TaskUpdate;

    /// <summary>The service no longer knows the task, or no longer has its files.</summary>
    /// <param name="Message">Why it is believed.</param>
    public sealed record NotFound(string Message) : TaskUpdate;

    /// <summary>A file was saved; it takes the place of an earlier one of the same index.</summary>
    /// <param name="File">The file.</param>
    public sealed record FileSaved(SavedFile File) : TaskUpdate;

    /// <summary>A file could not be saved.</summary>
    /// <param name="Problem">Why.</param>
    /// <param name="RetryAt">When to try again.</param>
    public sealed record FileNotSaved(string Problem, DateTimeOffset RetryAt) : TaskUpdate;

    /// <summary>A saved file is not there any more, so that it is fetched again.</summary>
    /// <param name="Index">Which.</param>
    /// <param name="Problem">What to tell of it.</param>
    public sealed record FileMissing(int Index, string Problem) : TaskUpdate;
}
