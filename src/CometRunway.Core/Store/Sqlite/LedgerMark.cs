using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CometRunway.Store.Sqlite;

/// <summary>
/// A small file beside the database with its generation, its salts and the tasks that matter now. A process that starts later notices from it that
/// the database was lost, emptied or restored from an older copy, and puts those tasks back. The first line has all of them; a process appends lines with
/// the tasks that changed since, so that one change does not write all tasks again.
/// </summary>
internal sealed class LedgerMark(string directory)
{
    /// <summary>The file is written again as a whole when the lines that were appended are longer than the first one, and this.</summary>
    private const int LeastAppended = 64 * 1024;

    /// <summary>The rows of a file that cannot be read: there was a ledger, and nothing is known of it.</summary>
    public static readonly LedgerSnapshot Unreadable = new("unreadable", 0, [], [], [], IsWhole: false);

    private readonly string _file = Path.Combine(directory, "ledger.mark");
    private readonly FilePlace _place = new(Path.Combine(directory, "ledger.mark"));

    /// <summary>The file as this process left it, and the length of its first line.</summary>
    private FileState _left;
    private long _firstLine;
    private string? _generation;

    public bool Exists => File.Exists(_file);

    /// <summary>Appends changed tasks. Returns false if another process wrote the file since, or if it is time to write it as a whole.</summary>
    public bool TryAppend(LedgerSnapshot changes)
    {
        var now = _place.Look();
        if (_firstLine == 0 || changes.Generation != _generation || !now.IsSameFile(_left) || now.Length != _left.Length || now.Length > _firstLine + Math.Max(_firstLine, LeastAppended))
            return false;
        try
        {
            using (var stream = new FileStream(_file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
                Write(stream, changes);
            _left = _place.Look();
            // Otherwise it was deleted or replaced meanwhile.
            return _left.IsSameFile(now);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Writes the file as a whole; false if it cannot be written. The database is the record, so this is no error.</summary>
    /// <param name="rows">What to write. It is not flushed to the disk: a power failure does not take the database from beside it.</param>
    public bool TryWrite(LedgerSnapshot rows)
    {
        var half = $"{_file}.{Guid.NewGuid():N}";
        try
        {
            using (var stream = new FileStream(half, PrivateFile.Options(FileMode.CreateNew)))
                Write(stream, rows);
            File.Move(half, _file, overwrite: true);
            _left = _place.Look();
            (_firstLine, _generation) = (_left.Length, rows.Generation);
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
            var lines = File.ReadAllLines(_file);
            var rows = Parse(lines.FirstOrDefault() ?? "");
            foreach (var line in lines.Skip(1))
            {
                // The process ended while it appended the last line.
                if (TryParse(line) is not { } changes)
                    break;
                rows = rows.With(changes);
            }

            return rows;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or FormatException or NullReferenceException)
        {
            return Unreadable;
        }
    }

    private static LedgerSnapshot? TryParse(string line)
    {
        try
        {
            return Parse(line);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or NullReferenceException)
        {
            return null;
        }
    }

    private static LedgerSnapshot Parse(string line)
    {
        var json = JsonNode.Parse(line)!.AsObject();
        return new LedgerSnapshot(
            (string?)json["generation"],
            (long?)json["writes"] ?? 0,
            [.. json["salts"]?.AsArray().Select(salt => (string?)salt ?? "") ?? []],
            Rows(json["tasks"]),
            [.. DatabaseSchema.PartTables.SelectMany(table => Rows(json[table]).Select(row => new PartRow(table, row)))],
            IsWhole: false);
    }

    /// <summary>Writes a line, with one write to the file.</summary>
    private static void Write(FileStream stream, LedgerSnapshot rows)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line))
            Write(json, rows);
        line.Write("\n"u8);
        stream.Write(line.WrittenSpan);
        stream.Flush(flushToDisk: false);
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
