using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>Renames a damaged database file and copies the readable rows to a new one.</summary>
internal static class DamagedDatabase
{
    private const string Prefix = "ledger.damaged-";

    /// <param name="MovedTo">The new path of the damaged file.</param>
    /// <param name="Rescued">The number of tasks that were copied.</param>
    public sealed record Report(string MovedTo, int Rescued);

    public static int CountIn(string directory) => Directory.EnumerateFiles(directory, Prefix + "*.db").Count();

    /// <summary>Replaces the damaged file. Returns null if another process has already replaced it.</summary>
    public static Report? SetAside(string path, TimeProvider time, int busySeconds)
    {
        var directory = Path.GetDirectoryName(path)!;
        using var alone = WaitToBeAlone(Path.Combine(directory, "ledger.repair"), time, busySeconds);
        if (IsSound(path, busySeconds))
            return null;

        var fresh = Path.Combine(directory, $"ledger.new-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}.db");
        Delete(fresh);
        var rescued = DatabaseRecovery.Copy(path, fresh, busySeconds);
        var stamp = time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        var aside = Path.Combine(directory, $"{Prefix}{stamp}.db");
        File.Move(path, aside);
        foreach (var tail in (string[])["-wal", "-shm", "-journal"])
        {
            if (File.Exists(path + tail))
                File.Move(path + tail, aside + tail, overwrite: true);
        }

        File.Move(fresh, path);
        return new Report(aside, rescued);
    }

    private static bool IsSound(string path, int busySeconds)
    {
        try
        {
            using var connection = DatabaseFile.Open(path, busySeconds);
            return connection.Text("PRAGMA integrity_check(1)") == "ok";
        }
        catch (SqliteException fault) when (SqliteFaults.IsDamage(fault))
        {
            return false;
        }
    }

    private static FileStream WaitToBeAlone(string path, TimeProvider time, int seconds)
    {
        using var nap = new ManualResetEventSlim();
        var began = time.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (IOException) when (attempt < seconds * 50 && time.GetElapsedTime(began).TotalSeconds < seconds)
            {
                nap.Wait(20);
            }
        }
    }

    private static void Delete(string path)
    {
        foreach (var tail in (string[])["", "-wal", "-shm", "-journal"])
            File.Delete(path + tail);
    }
}
