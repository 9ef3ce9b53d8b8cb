using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>Renames a damaged database file and copies the readable rows, and those that are known otherwise, to a new one.</summary>
internal static class DamagedDatabase
{
    private const string Prefix = "ledger.damaged-";

    /// <summary>Replaces the damaged file. Returns a message for people; null if another process has already replaced it.</summary>
    /// <param name="path">The database file.</param>
    /// <param name="known">Rows that were read earlier.</param>
    /// <param name="time">The clock.</param>
    /// <param name="busySeconds">The maximum time to wait for other processes.</param>
    public static string? SetAside(string path, IReadOnlyList<LedgerSnapshot> known, TimeProvider time, int busySeconds)
    {
        var directory = Path.GetDirectoryName(path)!;
        using var alone = NewDatabase.WaitToBeAlone(directory, time, busySeconds);
        if (IsSound(path, busySeconds))
            return null;

        var now = time.GetUtcNow();
        var aside = Path.Combine(directory, $"{Prefix}{now.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture)}.db");
        IReadOnlyList<LedgerSnapshot> sources = [ReadAll(path), .. known];
        var message = "";
        NewDatabase.Create(path, busySeconds, target => message = Fill(target, sources, aside, now), () =>
        {
            File.Move(path, aside);
            foreach (var tail in NewDatabase.Tails)
            {
                if (File.Exists(path + tail))
                    File.Move(path + tail, aside + tail, overwrite: true);
            }
        });
        return message;
    }

    private static string Fill(SqliteConnection target, IReadOnlyList<LedgerSnapshot> sources, string aside, DateTimeOffset now)
    {
        using var transaction = target.BeginTransaction();
        foreach (var rows in sources)
            LedgerMerge.Into(target, rows);
        var count = target.Number("SELECT count(*) FROM tasks");
        var message = string.Create(
            CultureInfo.InvariantCulture,
            $"The ledger was damaged (noticed {now:yyyy-MM-dd HH:mm} UTC). It was set aside as {aside}, and the new file has {count} tasks. Others may be missing from list_videos and from the limits: compare with CometAPI's usage page.");
        HandOvers.Doubt(target);
        LedgerFacts.Renew(target, sources.Select(rows => rows.Generation).OfType<string>(), sources.Max(rows => rows.Writes) + 1);
        LedgerFacts.Tell(target, now, message);
        transaction.Commit();
        return message;
    }

    private static LedgerSnapshot ReadAll(string path)
    {
        try
        {
            using var source = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
            source.Open();
            return LedgerSnapshot.ReadAll(source);
        }
        catch (SqliteException)
        {
            // It cannot be opened. It is kept beside the new file.
            return new LedgerSnapshot(null, 0, [], [], [], IsWhole: false);
        }
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
}
