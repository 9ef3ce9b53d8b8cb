namespace CometRunway.Store;

/// <summary>The rows that an outcome changes.</summary>
/// <param name="Task">The task with the outcome; the same object if nothing changes.</param>
/// <param name="Others">The other tasks that claimed the id and lost it. A store writes them in the same transaction.</param>
public sealed record ConcludedTask(VideoTask Task, IReadOnlyList<VideoTask> Others);
