using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>
/// The connection to the database. It is opened at first use and used by one thread at a time, in short transactions. Each transaction checks that the
/// open file is the one at the path and that it continues what this process knows (<see cref="LedgerHistory"/>).
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    private const int WorthEmptying = 64 * 1024;
    private const int MaxChanges = 5;

    private readonly Lock _gate = new();
    private readonly string _directory;
    private readonly TimeProvider _time;
    private readonly DatabasePlace _place;
    private SqliteConnection? _connection;
    private ChangedRows? _changed;
    private LedgerFacts? _facts;
    private bool _mustVerify;
    private bool _wasOpened;
    private bool _disposed;

    public SqliteDatabase(string directory, TimeProvider time)
    {
        _directory = Path.GetFullPath(directory);
        _time = time;
        FilePath = Path.Combine(_directory, DatabaseFile.Name);
        _place = new DatabasePlace(FilePath);
        History = new LedgerHistory(_directory, time) { OnChange = text => OnChange?.Invoke(text) };
    }

    public string FilePath { get; }

    /// <summary>The maximum time, in seconds, to wait for the transaction of another process.</summary>
    public int BusySeconds { get; init; } = 5;

    /// <summary>The disk space in which a long write-ahead log is emptied when the disk is full.</summary>
    public DiskReserve? LogSpace { get; init; }

    /// <summary>Called with a message for people after the file was replaced.</summary>
    public Action<string>? OnChange { get; init; }

    /// <summary>Called once, when the file was opened for the first time.</summary>
    public Action? OnFirstUse { get; init; }

    public LedgerHistory History { get; }

    /// <summary>The facts about the file, in a transaction.</summary>
    public LedgerFacts Facts => _facts ?? throw new InvalidOperationException("The database was not read yet.");

    /// <summary>A message for people about the file, as of the last transaction; null if there is none.</summary>
    public string? Notice => _facts?.NoticeAt(_time.GetUtcNow());

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
            return AttemptOnTheFile(work, deferred);
        }
        catch (SqliteException fault) when (SqliteFaults.IsDamage(fault))
        {
            Close();
            if (DamagedDatabase.SetAside(FilePath, History.Rows, _time, BusySeconds) is { } message)
                OnChange?.Invoke(message);
            return AttemptOnTheFile(work, deferred);
        }
    }

    /// <summary>Repeats the work if the file was replaced meanwhile, so that the result is in the file that is at the path.</summary>
    private T AttemptOnTheFile<T>(Func<SqliteConnection, T> work, bool deferred)
    {
        for (var change = 0; change < MaxChanges; change++)
        {
            var connection = Connect();
            if (TryAttempt(connection, work, deferred, out var result))
            {
                // The row is in the file that was left: it is carried over before anybody relies on it.
                if (!_place.IsOpenFile())
                    TryAttempt(Connect(), static _ => true, deferred: true, out _);
                return result!;
            }
        }

        throw new IOException("The file changes all the time.");
    }

    /// <summary>Returns false if the file is not the expected one: nothing was committed, and the next attempt has a new connection or the carried rows.</summary>
    private bool TryAttempt<T>(SqliteConnection connection, Func<SqliteConnection, T> work, bool deferred, out T? result)
    {
        result = default;
        using (var transaction = connection.BeginTransaction(deferred))
        {
            var facts = _facts = LedgerFacts.Read(connection);
            var broken = _mustVerify && !History.IsIn(connection);
            if (broken || !History.IsContinuedBy(facts))
            {
                transaction.Rollback();
                CarryOver(connection, broken);
                return false;
            }

            _mustVerify = false;
            _changed!.Clear();
            var before = Changes(connection);
            result = work(connection);
            var changed = Changes(connection) != before;
            if (changed)
                LedgerFacts.CountWrite(connection);
            var news = History.Look(connection, _changed);
            if (!_place.IsOpenFile())
                return false;
            transaction.Commit();
            _place.WasWritten();
            History.Learn(facts, news, changed);
            return true;
        }
    }

    private void CarryOver(SqliteConnection connection, bool broken)
    {
        // An overwritten file can be readable in part, with the rest in the log.
        if (broken && connection.Text("PRAGMA integrity_check(1)") != "ok")
            throw SqliteFaults.Damage();
        History.CarryOver(connection, broken);
        _mustVerify = false;
    }

    private static long Changes(SqliteConnection connection) => connection.Number("SELECT total_changes()");

    private long LogLength => new FileInfo(FilePath + "-wal") is { Exists: true, Length: var length } ? length : 0;

    private SqliteConnection Connect()
    {
        if (_connection is not null && !_place.IsOpenFile())
            Leave(_connection);
        if (_connection is null)
        {
            _connection = Open();
            _changed = new ChangedRows(_connection);
            History.Reopened();
            _mustVerify = true;
            if (!_wasOpened)
            {
                History.ReadMark();
                OnFirstUse?.Invoke();
            }

            _wasOpened = true;
        }
        else if (_place.WasWritten())
        {
            // By another process's checkpoint, or from outside: pages in the cache may hide that.
            _connection.Execute("PRAGMA shrink_memory");
            _mustVerify = true;
        }

        return _connection;
    }

    private SqliteConnection Open()
    {
        for (var change = 0; change < MaxChanges; change++)
        {
            NewDatabase.CreateIfMissing(FilePath, _place, _time, BusySeconds);
            var before = _place.File;
            var connection = DatabaseFile.Open(FilePath, BusySeconds);
            if (_place.Opened(before))
                return connection;
            DatabaseFile.Abandon(connection);
        }

        throw new IOException("The file changes all the time.");
    }

    /// <summary>Reads what is in the file that is no longer at the path, and closes it.</summary>
    private void Leave(SqliteConnection connection)
    {
        _connection = null;
        try
        {
            using var transaction = connection.BeginTransaction(deferred: true);
            History.Keep(LedgerSnapshot.ReadAll(connection));
        }
        catch (SqliteException)
        {
            // It cannot be read. What this process remembers is carried over.
        }
        finally
        {
            DatabaseFile.Abandon(connection);
        }

        // It describes the log that is gone. Another process that still uses it notices, as this one did.
        if (_place.HasOnlyLostLog)
            File.Delete(FilePath + "-shm");
    }

    private void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
