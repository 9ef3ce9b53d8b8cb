using CometRunway.Store;

namespace CometRunway.Tasks.Polling;

/// <summary>A task that this process has leased.</summary>
internal sealed class FollowedTask(VideoTask task, long number)
{
    private VideoTask _task = task;
    private string? _host;

    /// <summary>The task as this process knows it.</summary>
    public VideoTask Task
    {
        get => _task;
        set => (_task, _host) = (value, null);
    }

    /// <summary>The order of two tasks that are due at the same time.</summary>
    public long Number => number;

    /// <summary>When the next step is due, as a timestamp: a change of the system clock has no effect.</summary>
    public long DueAt { get; set; }

    /// <summary>The step that runs now; null if the task waits.</summary>
    public Task? Step { get; set; }

    /// <summary>True if the next step saves files; false if it reads the status.</summary>
    public bool IsSaving => TaskProcessor.IsSaving(_task);

    /// <summary>The host and port of the first missing file; empty if its link has to be read first.</summary>
    public string Host => _host ??= HostOf(_task);

    private static string HostOf(VideoTask task)
    {
        var missing = task.OutputLinks.Where((_, index) => task.Files.All(file => file.Index != index)).FirstOrDefault();
        return Uri.TryCreate(missing, UriKind.Absolute, out var link) ? link.Authority : "";
    }
}
