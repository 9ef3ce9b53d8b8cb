using CometRunway.Api;

namespace CometRunway.Store;

/// <summary>An update of a task. A store applies it to the current row and writes the result, in one transaction.</summary>
public abstract record TaskUpdate
{
    private TaskUpdate()
    {
    }

    /// <summary>Returns the updated task, or the same object if nothing changes. A pure function without access to the clock or the store.</summary>
    /// <param name="task">The task as read from the store.</param>
    /// <param name="now">The time of the update.</param>
    public VideoTask ApplyTo(VideoTask task, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(task);
        return Transitions.Apply(task, this, now);
    }

    /// <summary>The service returned the task. A final state does not change; its links and credits do.</summary>
    /// <param name="Task">The task in the response.</param>
    internal sealed record Observed(ApiTask Task) : TaskUpdate;

    /// <summary>The service no longer has the task or its files.</summary>
    /// <param name="Message">The reason.</param>
    internal sealed record NotFound(string Message) : TaskUpdate;

    /// <summary>
    /// The task was created with another API key, and the service does not let the current key read it. The state does not change, because the key that
    /// created the task may still read it.
    /// </summary>
    internal sealed record NotReadable : TaskUpdate;

    /// <summary>
    /// The unconfirmed id of a task, which keeps it, is not that of its task. The outcome stays unknown, unless the response with the id refused the request.
    /// </summary>
    /// <param name="Message">The reason.</param>
    /// <param name="IsAnswer">False if it may be that of its task after all: the service could not be asked, or did not say enough.</param>
    internal sealed record NotConfirmed(string Message, bool IsAnswer = true) : TaskUpdate;

    /// <summary>A file was saved. It replaces an earlier file with the same index.</summary>
    /// <param name="File">The file.</param>
    internal sealed record FileSaved(SavedFile File) : TaskUpdate;

    /// <summary>The task could not be read. Its state does not change.</summary>
    /// <param name="Code">A stable code for the reason.</param>
    /// <param name="Message">The reason.</param>
    internal sealed record ReadFailed(string Code, string Message) : TaskUpdate;

    /// <summary>A file could not be saved.</summary>
    /// <param name="Code">A stable code for the reason.</param>
    /// <param name="Problem">The reason.</param>
    /// <param name="RetryAt">The time of the next attempt.</param>
    internal sealed record FileNotSaved(string Code, string Problem, DateTimeOffset RetryAt) : TaskUpdate;

    /// <summary>A saved file no longer exists. It is downloaded again.</summary>
    /// <param name="Index">The index of the file.</param>
    /// <param name="Problem">The message about it.</param>
    internal sealed record FileMissing(int Index, string Problem) : TaskUpdate;
}
