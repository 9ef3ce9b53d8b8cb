using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>A row of another table that belongs to a task (<see cref="DatabaseSchema.PartTables"/>).</summary>
internal sealed record PartRow(string Table, StoredRow Row)
{
    public string? Handle => Row.Text("handle");
}

/// <summary>A row with all its columns, including those that this version does not know.</summary>
internal sealed class StoredRow(Dictionary<string, object?> values)
{
    public IReadOnlyDictionary<string, object?> Values => values;

    public string? Text(string column) => values.GetValueOrDefault(column) switch
    {
        null => null,
        string text => text,
        var other => Convert.ToString(other, CultureInfo.InvariantCulture),
    };

    public long Number(string column) => values.GetValueOrDefault(column) is long number ? number : 0;

    public StoredRow With(string column, object? value) => new(new Dictionary<string, object?>(values, StringComparer.OrdinalIgnoreCase) { [column] = value });

    /// <summary>Returns this row with the values of the other one, except in the given columns.</summary>
    public StoredRow Overlaid(StoredRow other, IReadOnlyCollection<string> except)
    {
        var merged = new Dictionary<string, object?>(values, StringComparer.OrdinalIgnoreCase);
        foreach (var (column, value) in other.Values.Where(pair => !except.Contains(pair.Key)))
            merged[column] = value;
        return new StoredRow(merged);
    }

    public StoredRow Without(string column)
    {
        values.Remove(column);
        return this;
    }

    public static StoredRow Read(SqliteDataReader row)
    {
        var values = new Dictionary<string, object?>(row.FieldCount, StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < row.FieldCount; i++)
            values[row.GetName(i)] = row.GetValue(i) is var value && value is DBNull ? null : value;
        return new StoredRow(values);
    }
}
