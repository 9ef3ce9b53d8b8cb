using CometRunway.Store;

namespace CometRunway.Tasks.Polling;

/// <summary>A task that this process has leased.</summary>
internal sealed class FollowedTask(VideoTask task, long number)
{
    /// <summary>The task as this process knows it.</summary>
    public VideoTask Task { get; set; } = task;

    /// <summary>The order of two tasks that are due at the same time.</summary>
    public long Number => number;

    /// <summary>When the next step is due, as a timestamp: a change of the system clock has no effect.</summary>
    public long DueAt { get; set; }

    /// <summary>The step that runs now; null if the task waits.</summary>
    public Task? Step { get; set; }

    /// <summary>True if the next step saves files; false if it reads the status.</summary>
    public bool IsSaving => TaskProcessor.IsSaving(Task);
}
