using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>
/// Creates database files under another name and moves them to their path when they are complete. So a process never opens an empty file that another
/// one is still creating, and an empty file at the path was emptied from outside.
/// </summary>
internal static class NewDatabase
{
    /// <summary>The ends of the names of SQLite's files beside the database.</summary>
    public static readonly string[] Tails = ["-wal", "-shm", "-journal"];

    /// <summary>Creates the file if there is none, or an empty one.</summary>
    public static void CreateIfMissing(string path, DatabasePlace place, TimeProvider time, int busySeconds)
    {
        if (!IsMissing(place.File))
            return;
        var directory = Path.GetDirectoryName(path)!;
        DatabaseFile.CreateDirectory(directory);
        using var alone = WaitToBeAlone(directory, time, busySeconds);
        if (IsMissing(place.File))
            Create(path, busySeconds, static _ => { }, () => Delete(path));
    }

    /// <summary>Creates a file. The caller is alone.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="busySeconds">The maximum time to wait for other processes.</param>
    /// <param name="fill">Writes its content.</param>
    /// <param name="clear">Removes what is at the path, with SQLite's files beside it: a log that is left there would be applied to the new file.</param>
    public static void Create(string path, int busySeconds, Action<SqliteConnection> fill, Action clear)
    {
        var fresh = Path.Combine(Path.GetDirectoryName(path)!, $"ledger.new-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}.db");
        Delete(fresh);
        using (var target = DatabaseFile.Open(fresh, busySeconds))
            fill(target);
        clear();
        File.Move(fresh, path);
    }

    /// <summary>Waits until no other process creates or repairs the file. The file for that stays: deleting it would let two processes be alone.</summary>
    public static FileStream WaitToBeAlone(string directory, TimeProvider time, int seconds)
    {
        using var nap = new ManualResetEventSlim();
        var began = time.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return new FileStream(Path.Combine(directory, "ledger.repair"), PrivateFile.Options(FileMode.OpenOrCreate));
            }
            catch (IOException) when (attempt < seconds * 50 && time.GetElapsedTime(began).TotalSeconds < seconds)
            {
                nap.Wait(20);
            }
        }
    }

    private static bool IsMissing(FileState file) => !file.Exists || file is { IsRegular: true, Length: 0 };

    private static void Delete(string path)
    {
        foreach (var tail in (string[])["", .. Tails])
            File.Delete(path + tail);
    }
}
