using CometRunway.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CometRunway.Store.Sqlite;

/// <summary>
/// The database that the processes of one user share, and the files beside it. It is opened at first use. <see cref="SqliteTaskStore"/> and
/// <see cref="SqliteTaskStoreAdmin"/> use this object.
/// </summary>
internal sealed class SqliteLedger : IDisposable
{
    private readonly TaskChangeNotifier _changes;
    private readonly StoreOwner _owner = new();
    private readonly ILogger _logger;

    public SqliteLedger(string directory, TimeProvider time, ILogger<SqliteTaskStore> logger, int busySeconds = 5)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        Time = time;
        _logger = new SafeLogger(logger);
        var space = DiskReserve.ForLog(Path.GetFullPath(directory));
        Database = new SqliteDatabase(directory, time)
        {
            BusySeconds = busySeconds,
            LogSpace = space,
            OnChange = message => _logger.FileChanged(message),
            OnFirstUse = () =>
            {
                if (StoragePlace.Warning(StoragePlace.Of(directory), directory) is { } warning)
                    _logger.UnsafePlace(warning);
            },
        };
        Scopes = new ScopeBook(Database);
        _changes = new TaskChangeNotifier(Database, time);
        Submissions = new Submissions(directory, Database, _changes, space, time, _logger)
        {
            IdLost = task =>
            {
                _logger.OutcomeUnknown(task.Handle);
                StateReached(task);
            },
        };
    }

    /// <summary>Called for each task whose state this process changed.</summary>
    public Action<VideoTask> StateReached { get; init; } = static _ => { };

    public SqliteDatabase Database { get; }

    public Submissions Submissions { get; }

    public TimeProvider Time { get; }

    public StoreOwner Owner => _owner;

    public ScopeBook Scopes { get; }

    public T Read<T>(Func<SqliteConnection, T> work)
    {
        Submissions.ReplayPendingOutcomesIfAny();
        return Database.Read(work);
    }

    public T Write<T>(Func<SqliteConnection, T> work) => Database.Write(work);

    /// <summary>Changes one row. If the function returns the same object, the row is not written.</summary>
    public VideoTask Change(string handle, Func<SqliteConnection, VideoTask, VideoTask> change)
    {
        var was = VideoTaskState.Unrecognized;
        var task = Database.Write(connection =>
        {
            var before = TaskRows.Get(connection, handle) ?? throw Missing(handle);
            was = before.State;
            var after = change(connection, before);
            return ReferenceEquals(before, after) ? before : TaskRows.Update(connection, before, after, Time.GetUtcNow());
        });
        _changes.Publish(task);
        if (task.State != was)
            StateReached(task);
        return task;
    }

    /// <summary>Changes several rows in one transaction. Rows that do not exist are left out.</summary>
    public IReadOnlyList<VideoTask> Change(IReadOnlyCollection<TaskChange> changes)
    {
        var before = new Dictionary<string, VideoTask>(StringComparer.Ordinal);
        var after = new Dictionary<string, VideoTask>(StringComparer.Ordinal);
        Database.Write(connection =>
        {
            before.Clear();
            after.Clear();
            var now = Time.GetUtcNow();
            foreach (var (handle, update) in changes)
            {
                if ((after.GetValueOrDefault(handle) ?? TaskRows.Get(connection, handle)) is not { } task)
                    continue;
                before.TryAdd(handle, task);
                var changed = update.ApplyTo(task, now);
                after[handle] = ReferenceEquals(task, changed) ? task : TaskRows.Update(connection, task, changed, now);
            }

            return after.Count;
        });
        foreach (var (handle, task) in after)
        {
            _changes.Publish(task);
            if (task.State != before[handle].State)
                StateReached(task);
        }

        return [.. after.Values];
    }

    public int ResolveOrphanedSubmissions(AccountScope account)
    {
        Submissions.ReplayPendingOutcomes();
        var resolved = Database.Write(connection => OrphanedSubmissions.Resolve(connection, Scopes.Moved(connection, account), _owner, Time.GetUtcNow()));
        foreach (var task in resolved)
        {
            if (task.State == VideoTaskState.Unknown)
                _logger.OutcomeUnknown(task.Handle);
            _changes.Publish(task);
            StateReached(task);
        }

        return resolved.Count;
    }

    /// <summary>Waits for a change: changes of this process are reported immediately, changes of other processes after about 300 ms.</summary>
    public async Task<VideoTask> WaitForChangeAsync(string handle, long sinceRevision, CancellationToken cancellationToken)
    {
        using var waiter = _changes.Add(handle, sinceRevision);
        var task = Read(connection => TaskRows.Get(connection, handle)) ?? throw Missing(handle);
        return task.Revision > sinceRevision ? task : await waiter.News.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes the database. Leases of this process stay until they are released or expire, or until the process ends.</summary>
    public void Dispose()
    {
        Submissions.ReplayPendingOutcomesIfAny();
        _changes.Dispose();
        Database.Dispose();
        _owner.Dispose();
    }

    private static KeyNotFoundException Missing(string handle) => new($"There is no task {handle} in the ledger.");
}
