using CometRunway.Api;

namespace CometRunway.Store;

/// <summary>An update of a task with a known id. A store applies it to the row that it holds and writes the result, in one transaction.</summary>
public abstract record TaskUpdate
{
    private TaskUpdate()
    {
    }

    /// <summary>Returns the task after the update; the same object when the update changes nothing. A pure function: it reads no clock and no store.</summary>
    /// <param name="task">The task as it is in the store.</param>
    /// <param name="now">The time of the update.</param>
    public VideoTask ApplyTo(VideoTask task, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(task);
        return Transitions.Apply(task, this, now);
    }

    /// <summary>The service reported the task. A final state is kept; links are refreshed.</summary>
    /// <param name="Task">Its response.</param>
    internal sealed record Observed(ApiTask Task) : TaskUpdate;

    /// <summary>The service no longer knows the task, or no longer has its files.</summary>
    /// <param name="Message">The reason.</param>
    internal sealed record NotFound(string Message) : TaskUpdate;

    /// <summary>A file was saved; it replaces an earlier one with the same index.</summary>
    /// <param name="File">The file.</param>
    internal sealed record FileSaved(SavedFile File) : TaskUpdate;

    /// <summary>A file could not be saved.</summary>
    /// <param name="Problem">Why.</param>
    /// <param name="RetryAt">When to try again.</param>
    internal sealed record FileNotSaved(string Problem, DateTimeOffset RetryAt) : TaskUpdate;

    /// <summary>A saved file no longer exists, so it is downloaded again.</summary>
    /// <param name="Index">Which.</param>
    /// <param name="Problem">The message about it.</param>
    internal sealed record FileMissing(int Index, string Problem) : TaskUpdate;
}
