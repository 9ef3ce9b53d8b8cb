using CometRunway.Store;

namespace CometRunway.Tasks.Polling;

/// <summary>The tasks that this process has leased, in the order in which their steps are due. Used by the loop only, so it has no lock.</summary>
internal sealed class FollowedTasks(TimeProvider time)
{
    private static readonly Comparer<FollowedTask> Order = Comparer<FollowedTask>.Create(static (one, other) =>
        one.DueAt != other.DueAt ? one.DueAt.CompareTo(other.DueAt) : one.Number.CompareTo(other.Number));

    private readonly Dictionary<string, FollowedTask> _all = new(StringComparer.Ordinal);
    private readonly SortedSet<FollowedTask> _reads = new(Order);
    private readonly SortedSet<FollowedTask> _saves = new(Order);
    private long _last;

    public IReadOnlyCollection<FollowedTask> All => _all.Values;

    public bool Contains(string handle) => _all.ContainsKey(handle);

    public FollowedTask? Find(string handle) => _all.GetValueOrDefault(handle);

    /// <summary>Adds a task whose first step is due after a while.</summary>
    public void Add(VideoTask task, TimeSpan wait)
    {
        var followed = new FollowedTask(task, _last++);
        _all[task.Handle] = followed;
        Enqueue(followed, wait);
    }

    /// <summary>Removes a task. Its lease is another matter.</summary>
    public void Remove(FollowedTask followed)
    {
        _all.Remove(followed.Task.Handle);
        Queue(followed).Remove(followed);
    }

    /// <summary>Sets the time of the next step of a task that waits, or that has ended a step.</summary>
    public void Postpone(FollowedTask followed, TimeSpan wait)
    {
        Queue(followed).Remove(followed);
        Enqueue(followed, wait);
    }

    /// <summary>Replaces what is known of a task that waits. If that changes what its next step is, the step is due at once.</summary>
    public void Update(FollowedTask followed, VideoTask task)
    {
        var wasSaving = followed.IsSaving;
        Queue(followed).Remove(followed);
        followed.Task = task;
        Enqueue(followed, wasSaving == followed.IsSaving ? Until(followed.DueAt) : TimeSpan.Zero);
    }

    /// <summary>A step of the task begins, so it does not wait any more.</summary>
    public void Begin(FollowedTask followed, Task step)
    {
        Queue(followed).Remove(followed);
        followed.Step = step;
    }

    /// <summary>The waiting tasks whose steps are due, those that are due longest first.</summary>
    public List<FollowedTask> Due(bool saving)
    {
        var now = time.GetTimestamp();
        return [.. (saving ? _saves : _reads).TakeWhile(followed => followed.DueAt <= now)];
    }

    /// <summary>The time until the next step of a waiting task that is not due yet; null if there is none.</summary>
    public TimeSpan? UntilNext(bool saving)
    {
        var now = time.GetTimestamp();
        return (saving ? _saves : _reads).FirstOrDefault(followed => followed.DueAt > now) is { } next ? Until(next.DueAt) : null;
    }

    /// <summary>The time until a step is due; not negative.</summary>
    public TimeSpan Until(long dueAt) => time.GetElapsedTime(time.GetTimestamp(), dueAt) is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero;

    private void Enqueue(FollowedTask followed, TimeSpan wait)
    {
        followed.Step = null;
        followed.DueAt = time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency);
        Queue(followed).Add(followed);
    }

    private SortedSet<FollowedTask> Queue(FollowedTask followed) => followed.IsSaving ? _saves : _reads;
}
