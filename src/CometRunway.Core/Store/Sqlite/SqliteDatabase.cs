using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>The connection to the database. It is opened at first use and used by one thread at a time, in short transactions.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    private const int WorthEmptying = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly string _directory;
    private readonly TimeProvider _time;
    private SqliteConnection? _connection;
    private int _setAsideWhenOpened;
    private bool _disposed;

    public SqliteDatabase(string directory, TimeProvider time)
    {
        _directory = Path.GetFullPath(directory);
        _time = time;
        FilePath = Path.Combine(_directory, DatabaseFile.Name);
    }

    public string FilePath { get; }

    /// <summary>The maximum time, in seconds, to wait for the transaction of another process.</summary>
    public int BusySeconds { get; init; } = 5;

    /// <summary>The disk space in which a long write-ahead log is emptied when the disk is full.</summary>
    public DiskReserve? LogSpace { get; init; }

    /// <summary>Called after a damaged file was replaced.</summary>
    public Action<DamagedDatabase.Report>? OnDamage { get; init; }

    public T Read<T>(Func<SqliteConnection, T> work) => Run(work, deferred: true);

    public T Write<T>(Func<SqliteConnection, T> work) => Run(work, deferred: false);

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            Close();
        }
    }

    private T Run<T>(Func<SqliteConnection, T> work, bool deferred)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            try
            {
                return AttemptOrMakeSpace(work, deferred);
            }
            catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException)
            {
                Close();
                throw SqliteFaults.Unavailable(fault, FilePath);
            }
        }
    }

    /// <summary>
    /// On a full disk, the write-ahead log itself may fill it, and moving it into the database needs space first. <see cref="LogSpace"/> is that space;
    /// afterwards the log is empty, and the space is held again. A short log is not worth it. The reserve for outcomes is not touched.
    /// </summary>
    private T AttemptOrMakeSpace<T>(Func<SqliteConnection, T> work, bool deferred)
    {
        try
        {
            return AttemptOrRepair(work, deferred);
        }
        catch (SqliteException fault) when (SqliteFaults.IsFull(fault) && LogSpace is not null && LogLength >= WorthEmptying)
        {
            Close();
            LogSpace.Release();
            try
            {
                Connect().Execute("PRAGMA wal_checkpoint(TRUNCATE)");
                return AttemptOrRepair(work, deferred);
            }
            finally
            {
                LogSpace.TryHold();
            }
        }
    }

    private T AttemptOrRepair<T>(Func<SqliteConnection, T> work, bool deferred)
    {
        try
        {
            return Attempt(work, deferred);
        }
        catch (SqliteException fault) when (SqliteFaults.IsDamage(fault))
        {
            Close();
            if (DamagedDatabase.SetAside(FilePath, _time, BusySeconds) is { } report)
                OnDamage?.Invoke(report);
            return Attempt(work, deferred);
        }
    }

    private T Attempt<T>(Func<SqliteConnection, T> work, bool deferred)
    {
        var connection = Connect();
        using var transaction = connection.BeginTransaction(deferred);
        var result = work(connection);
        transaction.Commit();
        return result;
    }

    private long LogLength => new FileInfo(FilePath + "-wal") is { Exists: true, Length: var length } ? length : 0;

    private SqliteConnection Connect()
    {
        // Another process may have replaced the damaged file, or a person may have deleted it. Rows written to the old file would be lost.
        if (_connection is not null && (!File.Exists(FilePath) || DamagedDatabase.CountIn(_directory) != _setAsideWhenOpened))
            Close();
        if (_connection is not null)
            return _connection;
        DatabaseFile.CreateDirectory(_directory);
        _setAsideWhenOpened = DamagedDatabase.CountIn(_directory);
        return _connection = DatabaseFile.Open(FilePath, BusySeconds);
    }

    private void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
