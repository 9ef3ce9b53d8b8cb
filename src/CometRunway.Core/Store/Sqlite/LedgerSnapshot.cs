using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>Rows of a ledger file, with what is needed to continue them in another one.</summary>
/// <param name="Generation">The generation of the file; null if it is not known.</param>
/// <param name="Writes">The number of writes in that generation.</param>
/// <param name="Salts">The salts of the scopes in the rows, first the one of new rows.</param>
/// <param name="Tasks">Rows of the tasks table.</param>
/// <param name="Parts">Rows of the other tables that belong to these tasks.</param>
/// <param name="IsWhole">True if these are all rows of the file.</param>
internal sealed record LedgerSnapshot(
    string? Generation, long Writes, IReadOnlyList<string> Salts, IReadOnlyList<StoredRow> Tasks, IReadOnlyList<PartRow> Parts, bool IsWhole)
{
    /// <summary>Returns these rows with those of a later snapshot in their place.</summary>
    public LedgerSnapshot With(LedgerSnapshot later)
    {
        var changed = later.Tasks.Select(task => task.Text("handle")).ToHashSet(StringComparer.Ordinal);
        return later with
        {
            Tasks = [.. Tasks.Where(task => !changed.Contains(task.Text("handle"))), .. later.Tasks],
            Parts = [.. Parts.Where(part => !changed.Contains(part.Handle)), .. later.Parts],
        };
    }

    /// <summary>
    /// Reads all rows that can be read. In a damaged file, each table is read in ascending and in descending order, each time up to the first error.
    /// </summary>
    public static LedgerSnapshot ReadAll(SqliteConnection connection)
    {
        var facts = FactsOrNull(connection);
        var tasks = new Dictionary<long, StoredRow>();
        var parts = new List<PartRow>();
        var isWhole = ReadTable(connection, "tasks", tasks) && facts is not null;
        foreach (var table in DatabaseSchema.PartTables)
        {
            var rows = new Dictionary<long, StoredRow>();
            isWhole = ReadTable(connection, table, rows) && isWhole;
            parts.AddRange(rows.Values.Select(row => new PartRow(table, row)));
        }

        return new LedgerSnapshot(facts?.Generation, facts?.Writes ?? 0, facts is null ? [] : [facts.Salt, .. facts.OtherSalts], [.. tasks.Values], parts, isWhole);
    }

    private static LedgerFacts? FactsOrNull(SqliteConnection connection)
    {
        try
        {
            return LedgerFacts.Read(connection);
        }
        catch (SqliteException)
        {
            return null;
        }
    }

    private static bool ReadTable(SqliteConnection connection, string table, Dictionary<long, StoredRow> rows) =>
        ReadTable(connection, table, "ASC", rows) || (ReadTable(connection, table, "DESC", rows) && false);

    private static bool ReadTable(SqliteConnection connection, string table, string order, Dictionary<long, StoredRow> rows)
    {
        const string rowId = "ledger_rowid";
        try
        {
            using var select = connection.CreateCommand();
            select.CommandText = $"SELECT rowid AS {rowId}, * FROM {table} NOT INDEXED ORDER BY rowid {order}";
            using var reader = select.ExecuteReader();
            while (reader.Read())
                rows.TryAdd(reader.GetInt64(0), StoredRow.Read(reader).Without(rowId));
            return true;
        }
        catch (SqliteException)
        {
            // The remaining rows cannot be read in this order.
            return false;
        }
    }
}
