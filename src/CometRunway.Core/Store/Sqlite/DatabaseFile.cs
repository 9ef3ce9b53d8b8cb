using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>
/// Opens the database file: readable only by its user, durable after a power failure, with a journal mode that its file system supports.
/// </summary>
internal static class DatabaseFile
{
    public const string Name = "ledger.db";

    /// <summary>
    /// The pages of 4 KB in the write-ahead log after which it is moved into the database. The default of SQLite, 1,000, would let the log of a few tasks
    /// fill a small disk.
    /// </summary>
    private const int LogPages = 64;

    public static void CreateDirectory(string directory)
    {
        if (Directory.Exists(directory))
            return;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(directory);
        else
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <exception cref="NotAFileException">There is a folder, a pipe or a device at the path.</exception>
    public static SqliteConnection Open(string path, int busySeconds)
    {
        if (new FilePlace(path).Look() is { Exists: true, IsRegular: false })
            throw new NotAFileException();
        var connection = new LedgerConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = busySeconds,
        }.ToString());
        try
        {
            connection.Open();
            // SQLite waits with short sleeps. Without this, the provider sleeps 150 ms at a time.
            connection.Execute($"PRAGMA busy_timeout = {busySeconds * 1000}");
            MakePrivate(path);
            connection.Execute($"PRAGMA journal_mode = {(FileSystems.CanShareMemory(path) ? "WAL" : "DELETE")}");
            connection.Execute("PRAGMA synchronous = FULL");
            connection.Execute($"PRAGMA wal_autocheckpoint = {LogPages}");
            DatabaseSchema.Complete(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Closes a connection whose file is no longer at its path. Its log is not moved into the database, because that could damage a file that others
    /// have opened there since.
    /// </summary>
    public static void Abandon(SqliteConnection connection)
    {
        if (connection.Handle is { } handle)
            _ = SQLitePCL.raw.sqlite3_db_config(handle, SQLitePCL.raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _);
        connection.Dispose();
    }

    /// <summary>
    /// Sets the mode by path. POSIX locks end when a process closes any handle of the file, so opening it here would release the locks of SQLite.
    /// </summary>
    private static void MakePrivate(string path)
    {
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) != owner)
            File.SetUnixFileMode(path, owner);
    }
}
