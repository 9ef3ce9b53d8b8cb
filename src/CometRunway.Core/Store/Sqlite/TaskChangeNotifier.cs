using CometRunway.Errors;
using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>
/// Notifies waiting callers of changed tasks: immediately of changes by this process, after about 300 ms of changes by other processes, which it
/// detects by reading the database. One timer serves all waiting callers. It exists only while callers wait.
/// </summary>
internal sealed class TaskChangeNotifier : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(300);

    private readonly Lock _gate = new();
    private readonly List<Waiter> _waiters = [];
    private readonly SqliteDatabase _database;
    private readonly TimeProvider _time;
    private ITimer? _timer;
    private long _dataVersion = -1;
    private bool _disposed;

    public TaskChangeNotifier(SqliteDatabase database, TimeProvider time)
    {
        _database = database;
        _time = time;
    }

    public Waiter Add(string handle, long sinceRevision)
    {
        var waiter = new Waiter(this, handle, sinceRevision);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(SqliteTaskStore));
            _waiters.Add(waiter);
            _timer ??= _time.CreateTimer(static state => ((TaskChangeNotifier)state!).Look(), this, Interval, Timeout.InfiniteTimeSpan);
        }

        return waiter;
    }

    public void Publish(VideoTask task)
    {
        List<Waiter> told;
        lock (_gate)
            told = _waiters.FindAll(waiter => waiter.Handle == task.Handle && waiter.SinceRevision < task.Revision);
        foreach (var waiter in told)
            waiter.Tell(task);
    }

    public void Dispose()
    {
        List<Waiter> left;
        lock (_gate)
        {
            _disposed = true;
            _timer?.Dispose();
            _timer = null;
            left = [.. _waiters];
        }

        foreach (var waiter in left)
            waiter.Fail(new ObjectDisposedException(nameof(SqliteTaskStore)));
    }

    private void Remove(Waiter waiter)
    {
        lock (_gate)
        {
            _waiters.Remove(waiter);
            if (_waiters.Count > 0)
                return;
            _timer?.Dispose();
            _timer = null;
        }
    }

    private void Look()
    {
        try
        {
            foreach (var task in _database.Read(Changed))
                Publish(task);
        }
        catch (Exception e) when (e is TaskStoreUnavailableException or ObjectDisposedException)
        {
            // The callers continue to wait. The next read or write reports the error.
        }
        finally
        {
            lock (_gate)
                _timer?.Change(Interval, Timeout.InfiniteTimeSpan);
        }
    }

    private List<VideoTask> Changed(SqliteConnection connection)
    {
        var version = connection.Number("PRAGMA data_version");
        if (version == _dataVersion)
            return [];
        _dataVersion = version;
        // The waiters are read after the version. A caller that is added later has read a row that is at least as new.
        string[] handles;
        lock (_gate)
            handles = [.. _waiters.Select(waiter => waiter.Handle).Distinct()];
        return [.. handles.Select(handle => TaskRows.Get(connection, handle)).OfType<VideoTask>()];
    }

    /// <summary>A waiting caller. Disposing it ends the wait.</summary>
    internal sealed class Waiter : IDisposable
    {
        private readonly TaskCompletionSource<VideoTask> _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskChangeNotifier _watch;

        public Waiter(TaskChangeNotifier watch, string handle, long sinceRevision)
        {
            _watch = watch;
            Handle = handle;
            SinceRevision = sinceRevision;
        }

        public string Handle { get; }

        public long SinceRevision { get; }

        public Task<VideoTask> News => _news.Task;

        public void Tell(VideoTask task) => _news.TrySetResult(task);

        public void Fail(Exception reason) => _news.TrySetException(reason);

        public void Dispose() => _watch.Remove(this);
    }
}
