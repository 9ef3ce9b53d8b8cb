using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>Reads and writes the rows of the files table.</summary>
internal static class FileRows
{
    public const string Columns = "files.idx, files.path, files.length, files.sha256, files.saved_at, files.facts";

    /// <summary>Reads the file of a joined row; null if the task has no file.</summary>
    public static SavedFile? ReadOrNull(SqliteDataReader row, int column) => row.IsDBNull(column)
        ? null
        : new SavedFile(
            row.SmallNumberOrNull(column) ?? 0,
            row.TextOrEmpty(column + 1),
            row.NumberOrZero(column + 2),
            row.TextOrEmpty(column + 3),
            SqliteText.Time(row.NumberOrZero(column + 4)),
            row.TextOrNull(column + 5));

    /// <summary>Deletes, inserts and updates the rows that differ.</summary>
    public static void Update(SqliteConnection connection, string handle, IReadOnlyList<SavedFile> before, IReadOnlyList<SavedFile> after)
    {
        foreach (var gone in before.Where(file => after.All(kept => kept.Index != file.Index)))
            connection.Execute("DELETE FROM files WHERE handle = $handle AND idx = $index", ("$handle", handle), ("$index", gone.Index));
        foreach (var file in after.Where(file => !before.Contains(file)))
            Put(connection, handle, file);
    }

    private static void Put(SqliteConnection connection, string handle, SavedFile file) => connection.Execute(
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
