using CometRunway.Store;

namespace CometRunway.MemoryStore;

/// <summary>The rows that all <see cref="MemoryTaskStore"/>s of a test share, as processes share a database.</summary>
public sealed class MemoryTasks(TimeProvider time)
{
    private readonly Lock _transaction = new();
    private readonly List<Row> _rows = [];
    private readonly HashSet<string> _openStores = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal TimeProvider Time => time;

    /// <summary>Ends when any row has changed.</summary>
    internal Task Changed
    {
        get
        {
            lock (_transaction)
                return _changed.Task;
        }
    }

    internal void Open(string store) => InTransaction(_ => _openStores.Add(store));

    internal void Close(string store) => InTransaction(_ => _openStores.Remove(store));

    internal T InTransaction<T>(Func<List<Row>, T> work)
    {
        lock (_transaction)
            return work(_rows);
    }

    /// <summary>Changes one row. The same object means that nothing changed.</summary>
    internal VideoTask Change(string handle, Func<VideoTask, VideoTask> change) => InTransaction(rows =>
    {
        var row = rows.Find(row => row.Task.Handle == handle) ?? throw new KeyNotFoundException($"There is no task {handle}.");
        var after = change(row.Task);
        return ReferenceEquals(after, row.Task) ? after : Write(row, after);
    });

    internal int ResolveOrphans(string account) => InTransaction(rows =>
    {
        var now = time.GetUtcNow();
        var orphans = rows.FindAll(row => row.Task.Scope.Account == account && row.Task.State == VideoTaskState.Submitting && !_openStores.Contains(row.Owner) && row.OwnedUntil <= now);
        foreach (var row in orphans)
            Write(row, new SubmissionOutcome.Unknown("abandoned", "The owner was closed before the response was recorded.").ApplyTo(row.Task, now));
        return orphans.Count;
    });

    private VideoTask Write(Row row, VideoTask task)
    {
        row.Task = task with { Revision = row.Task.Revision + 1, UpdatedAt = time.GetUtcNow() };
        var changed = _changed;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
        return row.Task;
    }

    /// <summary>A task with its owner and its poll lease.</summary>
    internal sealed class Row(VideoTask task, string owner)
    {
        public VideoTask Task { get; set; } = task;

        public string Owner => owner;

        /// <summary>The request ids of equal requests that were answered with this task.</summary>
        public HashSet<string> OtherRequestIds { get; } = new(StringComparer.Ordinal);

        public DateTimeOffset OwnedUntil { get; } = task.CreatedAt + AdmissionPolicy.SubmissionLease;

        public (string? Store, DateTimeOffset Until) Lease { get; set; }
    }
}
