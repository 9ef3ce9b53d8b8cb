using System.Text.Json;
using System.Text.Json.Nodes;

namespace CometRunway.Store.Sqlite;

/// <summary>
/// A small file beside the database with its generation, its salts and the tasks that matter now. A process that starts later notices from it that
/// the database was lost, emptied or restored from an older copy, and puts those tasks back.
/// </summary>
internal sealed class LedgerMark(string directory)
{
    /// <summary>The rows of a file that cannot be read: there was a ledger, and nothing is known of it.</summary>
    public static readonly LedgerSnapshot Unreadable = new("unreadable", 0, [], [], [], IsWhole: false);

    private readonly string _file = Path.Combine(directory, "ledger.mark");

    public bool Exists => File.Exists(_file);

    /// <summary>Writes the file; false if it cannot be written. The database is the record, so this is no error.</summary>
    /// <param name="rows">What to write. It is not flushed to the disk: a power failure does not take the database from beside it.</param>
    public bool TryWrite(LedgerSnapshot rows)
    {
        var half = $"{_file}.{Guid.NewGuid():N}";
        try
        {
            using (var stream = new FileStream(half, PrivateFile.Options(FileMode.CreateNew)))
            {
                using (var json = new Utf8JsonWriter(stream))
                    Write(json, rows);
                stream.Flush(flushToDisk: false);
            }

            File.Move(half, _file, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Delete(half);
            return false;
        }
    }

    /// <summary>Reads the file; null if it is missing, <see cref="Unreadable"/> if it is not one of these files.</summary>
    public LedgerSnapshot? Read()
    {
        const int largest = 16 * 1024 * 1024;
        try
        {
            if (!Exists)
                return null;
            if (new FileInfo(_file).Length > largest || !new FilePlace(_file).Look().IsRegular)
                return Unreadable;
            var json = JsonNode.Parse(File.ReadAllBytes(_file))!.AsObject();
            return new LedgerSnapshot(
                (string?)json["generation"],
                (long?)json["writes"] ?? 0,
                [.. json["salts"]?.AsArray().Select(salt => (string?)salt ?? "") ?? []],
                Rows(json["tasks"]),
                [.. DatabaseSchema.PartTables.SelectMany(table => Rows(json[table]).Select(row => new PartRow(table, row)))],
                IsWhole: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or FormatException or NullReferenceException)
        {
            return Unreadable;
        }
    }

    private static void Write(Utf8JsonWriter json, LedgerSnapshot rows)
    {
        json.WriteStartObject();
        json.WriteString("generation", rows.Generation);
        json.WriteNumber("writes", rows.Writes);
        json.WriteStartArray("salts");
        foreach (var salt in rows.Salts)
            json.WriteStringValue(salt);
        json.WriteEndArray();
        Write(json, "tasks", rows.Tasks);
        foreach (var table in DatabaseSchema.PartTables)
            Write(json, table, rows.Parts.Where(part => part.Table == table).Select(part => part.Row));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<StoredRow> rows)
    {
        json.WriteStartArray(name);
        foreach (var row in rows)
        {
            json.WriteStartObject();
            foreach (var (column, value) in row.Values)
            {
                if (value is string text)
                    json.WriteString(column, text);
                else if (value is long number)
                    json.WriteNumber(column, number);
                else if (value is double real && double.IsFinite(real))
                    json.WriteNumber(column, real);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static List<StoredRow> Rows(JsonNode? rows) => [.. rows?.AsArray().Select(row => Row(row!.AsObject())) ?? []];

    private static StoredRow Row(JsonObject json)
    {
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (column, value) in json)
        {
            values[column] = value?.GetValueKind() switch
            {
                JsonValueKind.String => (string?)value,
                JsonValueKind.Number => value.AsValue().TryGetValue<long>(out var number) ? (object)number : (double)value,
                _ => null,
            };
        }

        return new StoredRow(values);
    }

    private static void Delete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nothing depends on it.
        }
    }
}
