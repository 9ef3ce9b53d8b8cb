using System.Security.Cryptography;
using CometRunway.Errors;

namespace CometRunway.Store.Sqlite;

/// <summary>
/// Reserves disk space in a file: one file for outcomes, which is released if the disk becomes full before an outcome is written, and one in which a long
/// write-ahead log is moved into the database. Without the reserve for outcomes, no request is sent.
/// </summary>
internal sealed class DiskReserve
{
    private const int Size = 128 * 1024;
    private readonly string _file;

    private DiskReserve(string file) => _file = file;

    /// <summary>The space for outcomes of requests that are in flight in any process.</summary>
    public static DiskReserve ForOutcomes(string directory) => new(Path.Combine(directory, "ledger.reserve"));

    /// <summary>The space in which the write-ahead log is emptied.</summary>
    public static DiskReserve ForLog(string directory) => new(Path.Combine(directory, "ledger.space"));

    public void Hold()
    {
        // A unique name, because several processes may create the file at the same time.
        var half = $"{_file}.{Guid.NewGuid():N}";
        try
        {
            if (new FileInfo(_file) is { Exists: true, Length: Size })
                return;
            DatabaseFile.CreateDirectory(Path.GetDirectoryName(_file)!);
            Write(half);
            File.Move(half, _file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Delete(half);
            throw new TaskStoreUnavailableException(
                $"There is no room beside the ledger to be sure that an answer could be written down ({Path.GetDirectoryName(_file)}). "
                + "Nothing was created. Free some disk space, then ask again.",
                e)
            {
                IsTransient = true,
            };
        }
    }

    /// <summary>Holds the reserve if there is space for it.</summary>
    public void TryHold()
    {
        try
        {
            Hold();
        }
        catch (TaskStoreUnavailableException)
        {
            // The next create tries again.
        }
    }

    public void Release() => Delete(_file);

    private static void Write(string file)
    {
        using var stream = new FileStream(file, PrivateFile.Options(FileMode.CreateNew));
        // Random bytes, because a file system may store zeros as a sparse file.
        stream.Write(RandomNumberGenerator.GetBytes(Size));
        stream.Flush(flushToDisk: true);
    }

    private static void Delete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The reserve cannot be released.
        }
    }
}
