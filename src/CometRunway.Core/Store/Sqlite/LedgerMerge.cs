using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>
/// Copies rows into the ledger file that is at the path now, in the transaction of the caller. A missing task is inserted. If the file has an older
/// state of the same task, the row is replaced. If the handle belongs to another task there, the copied task gets another handle.
/// </summary>
internal static partial class LedgerMerge
{
    private const int MostColumns = 200;

    /// <summary>These columns depend on the file, so a replaced row keeps them.</summary>
    private static readonly string[] OfTheFile = ["seq", "handle", .. DatabaseSchema.HashColumns];

    /// <summary>Returns the number of tasks that were inserted or replaced.</summary>
    public static int Into(SqliteConnection connection, LedgerSnapshot rows)
    {
        if (rows.Salts is [{ Length: > 0 } salt, ..] && connection.Number("SELECT EXISTS (SELECT 1 FROM tasks)") == 0)
            LedgerFacts.UseSalt(connection, salt);
        foreach (var other in rows.Salts.Where(other => other.Length > 0))
            LedgerFacts.KeepSalt(connection, other);
        var parts = rows.Parts.ToLookup(part => part.Handle, StringComparer.Ordinal);
        return rows.Tasks.OrderBy(task => task.Number("seq")).Count(task => TryPut(connection, Complete(task), [.. parts[task.Text("handle")]]));
    }

    /// <summary>Returns false for a row that no ledger can hold. It must not keep the others out.</summary>
    private static bool TryPut(SqliteConnection connection, StoredRow task, IReadOnlyList<PartRow> parts)
    {
        try
        {
            return Put(connection, task, parts);
        }
        catch (SqliteException fault) when (SqliteFaults.IsImpossibleRow(fault))
        {
            return false;
        }
    }

    /// <summary>Returns true if the row was written.</summary>
    private static bool Put(SqliteConnection connection, StoredRow task, IReadOnlyList<PartRow> parts)
    {
        var name = NameOf(task);
        if (LedgerFacts.RenamedTo(connection, name) is { } renamed)
            task = task.With("handle", renamed);
        if (Find(connection, task.Text("handle")!) is not { } present)
        {
            Insert(connection, task, parts);
            return true;
        }

        if (IsSame(task, present))
        {
            // Request ids are added to a task without a change of its row.
            PutParts(connection, present, [.. parts.Where(part => part.Table != "files")]);
            return IsNewer(task, present) && Replace(connection, task, present, parts);
        }

        var handle = Handles.Draw(connection);
        LedgerFacts.Renamed(connection, name, handle);
        var note = $"This task was {task.Text("handle")} in an earlier ledger file, where that name belonged to no other task.";
        Insert(connection, task.With("handle", handle).With("warning", task.Text("warning") is { } warning ? $"{warning} {note}" : note), parts);
        return true;
    }

    /// <summary>A row without what every row needs gets a value, so that it is not lost.</summary>
    private static StoredRow Complete(StoredRow task)
    {
        foreach (var column in (string[])["scope", "fingerprint"])
            task = task.Text(column) is null ? task.With(column, "") : task;
        task = task.Text("state") is null ? task.With("state", StateNames.Unknown) : task;
        return task.Text("handle") is { Length: > 0 } ? task : task.With("handle", "v" + task.Number("seq").ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Identifies the task in any file.</summary>
    private static string NameOf(StoredRow task) =>
        string.Create(CultureInfo.InvariantCulture, $"{task.Text("handle")}-{task.Number("created_at")}-{task.Text("fingerprint")}");

    private static bool IsSame(StoredRow one, StoredRow other) => NameOf(one) == NameOf(other);

    private static bool IsNewer(StoredRow task, StoredRow present) => (task.Text("task_id"), present.Text("task_id")) switch
    {
        // One of them lost the id to another task.
        ({ } id, null) when present.Text("unconfirmed_id") == id => task.Number("revision") > present.Number("revision"),
        (null, { } id) when task.Text("unconfirmed_id") == id => task.Number("revision") > present.Number("revision"),
        (not null, null) => true,
        (null, not null) => false,
        _ => task.Number("revision") > present.Number("revision"),
    };

    private static StoredRow? Find(SqliteConnection connection, string handle) =>
        connection.Query("SELECT * FROM tasks WHERE handle = $handle", StoredRow.Read, ("$handle", handle)) is [var row, ..] ? row : null;

    private static void Insert(SqliteConnection connection, StoredRow task, IReadOnlyList<PartRow> parts)
    {
        // The sequence number is the order of the list. It is kept if it is free.
        var seq = task.Number("seq");
        var taken = seq <= 0 || connection.Number("SELECT EXISTS (SELECT 1 FROM tasks WHERE seq = $seq)", ("$seq", seq)) != 0;
        Write(connection, "tasks", taken ? task.With("seq", null) : task);
        PutParts(connection, task, parts);
    }

    private static bool Replace(SqliteConnection connection, StoredRow task, StoredRow present, IReadOnlyList<PartRow> parts)
    {
        var merged = present.Overlaid(task, OfTheFile).With("revision", Math.Max(task.Number("revision"), present.Number("revision")) + 1);
        Write(connection, "tasks", merged);
        PutParts(connection, merged, parts);
        return true;
    }

    private static void PutParts(SqliteConnection connection, StoredRow task, IReadOnlyList<PartRow> parts)
    {
        foreach (var part in parts)
        {
            try
            {
                Write(connection, part.Table, part.Row.With("handle", task.Text("handle")));
            }
            catch (SqliteException fault) when (SqliteFaults.IsImpossibleRow(fault))
            {
                // No ledger can hold this row. The task is more important.
            }
        }
    }

    private static void Write(SqliteConnection connection, string table, StoredRow row)
    {
        var present = connection.Query("SELECT name FROM pragma_table_info($table)", column => column.GetString(0), ("$table", table));
        var values = row.Values.Where(value => value.Value is not null && ColumnName().IsMatch(value.Key)).ToList();
        // Columns that a newer version added to the other file. The number is limited, because another program may have written that file.
        foreach (var column in values.Select(value => value.Key).Except(present, StringComparer.OrdinalIgnoreCase).Take(MostColumns - present.Count).ToList())
        {
            connection.Execute($"ALTER TABLE {table} ADD COLUMN \"{column}\"");
            present.Add(column);
        }

        values.RemoveAll(value => !present.Contains(value.Key, StringComparer.OrdinalIgnoreCase));
        connection.Execute(
            $"INSERT OR REPLACE INTO {table} ({string.Join(", ", values.Select(value => $"\"{value.Key}\""))}) VALUES ({string.Join(", ", values.Select((_, i) => $"$v{i}"))})",
            [.. values.Select((value, i) => ($"$v{i}", value.Value))]);
    }

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,60}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ColumnName();
}
