namespace CometRunway.Store.Sqlite;

/// <summary>
/// The database file and the two files that SQLite keeps beside it, as they were when the connection was opened. Data that is written after one of
/// them was deleted or replaced would be lost, or would damage the file that is at the path now.
/// </summary>
internal sealed class DatabasePlace(string path)
{
    private readonly FilePlace _file = new(path);
    private readonly FilePlace _log = new(path + "-wal");
    private readonly FilePlace _memory = new(path + "-shm");
    private FileState _openFile;
    private FileState _openLog;
    private FileState _openMemory;

    /// <summary>What is at the path of the database file now.</summary>
    public FileState File => _file.Look();

    /// <summary>Remembers the files of the connection that was just opened. Returns false if another file came to the path meanwhile.</summary>
    /// <param name="before">What was at the path before the connection was opened.</param>
    public bool Opened(FileState before)
    {
        _openFile = _file.Look();
        _openLog = _log.Look();
        _openMemory = _memory.Look();
        return before.Exists && _openFile.IsSameFile(before);
    }

    /// <summary>True if SQLite's log was deleted, but not the shared memory that describes it.</summary>
    public bool HasOnlyLostLog => !_log.Look().IsSameFile(_openLog) && _memory.Look() is { Exists: true } memory && memory.IsSameFile(_openMemory);

    /// <summary>
    /// Returns true if the open files are still those at the path. A shorter file counts as another one: SQLite never shortens it here, and reading it
    /// anew would discard what its log holds.
    /// </summary>
    public bool IsOpenFile()
    {
        var now = _file.Look();
        return now.IsSameFile(_openFile) && now.Length >= _openFile.Length && _log.Look().IsSameFile(_openLog) && _memory.Look().IsSameFile(_openMemory);
    }

    /// <summary>
    /// Returns true if the file was written since the last call: by a checkpoint of any process, or from outside SQLite. After a commit, call it
    /// to ignore the checkpoint of this process.
    /// </summary>
    public bool WasWritten()
    {
        var now = _file.Look();
        var written = now.ModifiedAt != _openFile.ModifiedAt || now.Length != _openFile.Length;
        if (now.IsSameFile(_openFile))
            _openFile = now;
        return written;
    }
}
