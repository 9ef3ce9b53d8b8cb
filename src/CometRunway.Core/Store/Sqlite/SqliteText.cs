using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>Extension methods that run SQL statements with parameters.</summary>
internal static class SqliteText
{
    private const int LongestVideo = 3600;
    private static readonly DateTimeOffset Latest = new(9990, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static int Execute(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        return Run(connection, sql, values, 0, static (command, _) => command.ExecuteNonQuery());
    }

    public static List<T> Query<T>(
        this SqliteConnection connection, string sql, Func<SqliteDataReader, T> map, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        return Run(connection, sql, values, map, static (command, map) =>
        {
            using var reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read())
                rows.Add(map(reader));
            return rows;
        });
    }

    public static long Number(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        return Run(connection, sql, values, 0, static (command, _) => command.ExecuteScalar() is long number ? number : 0);
    }

    public static string? Text(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        return Run(connection, sql, values, 0, static (command, _) => command.ExecuteScalar() as string);
    }

    public static string? TextOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    /// <summary>Reads a text that every row has. Null in a file that another program wrote.</summary>
    public static string TextOrEmpty(this SqliteDataReader reader, int column) => reader.TextOrNull(column) ?? "";

    public static long? NumberOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    /// <summary>Reads a number that every row has. Null or text in a file that another program wrote.</summary>
    public static long NumberOrZero(this SqliteDataReader reader, int column) => reader.NumberOrNull(column) ?? 0;

    public static int? SmallNumberOrNull(this SqliteDataReader reader, int column) =>
        reader.NumberOrNull(column) is { } number ? (int)Math.Clamp(number, int.MinValue, int.MaxValue) : null;

    /// <summary>Reads the seconds of a video. An impossible value counts as the longest possible video, so that sums stay in range.</summary>
    public static int? SecondsOrNull(this SqliteDataReader reader, int column) =>
        reader.NumberOrNull(column) is { } number ? (int)Math.Clamp(number, 0, LongestVideo) : null;

    public static double? RealOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetDouble(column);

    public static DateTimeOffset? TimeOrNull(this SqliteDataReader reader, int column) =>
        reader.NumberOrNull(column) is { } milliseconds ? Time(milliseconds) : null;

    /// <summary>Converts a time to its form in the database: milliseconds since 1970, UTC.</summary>
    public static long Stamp(this DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    /// <inheritdoc cref="Stamp(DateTimeOffset)"/>
    public static object? Stamp(this DateTimeOffset? time) => time?.ToUnixTimeMilliseconds();

    /// <summary>Converts a time of the database. Impossible times become the earliest or latest with which callers can still calculate.</summary>
    public static DateTimeOffset Time(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, 0, Latest.ToUnixTimeMilliseconds()));

    private static TResult Run<TState, TResult>(
        SqliteConnection connection, string sql, ReadOnlySpan<(string Name, object? Value)> values, TState state, Func<SqliteCommand, TState, TResult> run)
    {
        var keeper = connection as LedgerConnection;
        var command = keeper?.Take(sql) ?? LedgerConnection.New(connection, sql);
        try
        {
            foreach (var (name, value) in values)
                command.Parameters.AddWithValue(name, value ?? DBNull.Value);
            var result = run(command, state);
            if (keeper is null)
                return result;
            keeper.Keep(command);
            command = null;
            return result;
        }
        finally
        {
            command?.Dispose();
        }
    }
}
