using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>The saved files of a task.</summary>
internal static class FileRows
{
    public static IReadOnlyList<SavedFile> Of(SqliteConnection connection, string handle) => connection.Query(
        "SELECT idx, path, length, sha256, saved_at, facts FROM files WHERE handle = $handle ORDER BY idx",
        row => new SavedFile(
            row.GetInt32(0), row.GetString(1), row.GetInt64(2), row.GetString(3), SqliteText.Time(row.GetInt64(4)), row.TextOrNull(5)),
        ("$handle", handle));

    public static void Forget(SqliteConnection connection, string handle, int index) =>
        connection.Execute("DELETE FROM files WHERE handle = $handle AND idx = $index", ("$handle", handle), ("$index", index));

    public static void Put(SqliteConnection connection, string handle, SavedFile file) => connection.Execute(
        """
        INSERT INTO files (handle, idx, path, length, sha256, saved_at, facts)
        VALUES ($handle, $index, $path, $length, $sha256, $saved, $facts)
        ON CONFLICT (handle, idx) DO UPDATE SET
            path = excluded.path, length = excluded.length, sha256 = excluded.sha256, saved_at = excluded.saved_at, facts = excluded.facts
        """,
        ("$handle", handle),
        ("$index", file.Index),
        ("$path", file.Path),
        ("$length", file.Length),
        ("$sha256", file.Sha256),
        ("$saved", file.SavedAt.Stamp()),
        ("$facts", file.Facts));
}
