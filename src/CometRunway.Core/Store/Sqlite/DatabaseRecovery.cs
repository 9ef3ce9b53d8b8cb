using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>
/// Copies the readable rows of a damaged file. Each table is read in ascending and in descending order, each time up to the first error.
/// </summary>
internal static class DatabaseRecovery
{
    public static int Copy(string damaged, string fresh, int busySeconds)
    {
        using var target = DatabaseFile.Open(fresh, busySeconds);
        try
        {
            using var source = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = damaged, Pooling = false }.ToString());
            source.Open();
            using var transaction = target.BeginTransaction();
            foreach (var table in DatabaseSchema.Tables.Where(table => table.Name != "schema_version"))
            {
                Copy(source, target, table, "ASC");
                Copy(source, target, table, "DESC");
            }

            transaction.Commit();
        }
        catch (SqliteException)
        {
            // The damaged file cannot be opened, or the copy cannot be committed. The damaged file is kept.
        }

        return (int)target.Number("SELECT count(*) FROM tasks");
    }

    private static void Copy(SqliteConnection source, SqliteConnection target, DatabaseSchema.Table table, string order)
    {
        var columns = string.Join(", ", table.Columns.Select(column => column.Name));
        var places = string.Join(", ", table.Columns.Select((_, i) => $"$v{i}"));
        // The new file uses the salt of the damaged file. With another salt, the rows would belong to no scope.
        var verb = table.Name == "facts" ? "REPLACE" : "IGNORE";
        try
        {
            using var select = source.CreateCommand();
            select.CommandText = $"SELECT {columns} FROM {table.Name} NOT INDEXED ORDER BY rowid {order}";
            using var reader = select.ExecuteReader();
            while (reader.Read())
            {
                using var insert = target.CreateCommand();
                insert.CommandText = $"INSERT OR {verb} INTO {table.Name} ({columns}) VALUES ({places})";
                for (var i = 0; i < table.Columns.Count; i++)
                    insert.Parameters.AddWithValue($"$v{i}", reader.GetValue(i));
                insert.ExecuteNonQuery();
            }
        }
        catch (SqliteException)
        {
            // The remaining rows cannot be read in this order.
        }
    }
}
