using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>A change of the ledger file that people must hear about.</summary>
/// <param name="At">When it was noticed.</param>
/// <param name="Text">The message.</param>
internal sealed record LedgerEvent(DateTimeOffset At, string Text);

/// <summary>
/// The facts about the file itself. The generation is a random id; it changes when the history of the file is broken, so that every other process
/// notices. The number of writes tells an older copy of the same generation apart.
/// </summary>
internal sealed class LedgerFacts
{
    public const string SaltName = "salt";
    public const string GenerationName = "generation";
    public const string RandomValue = "lower(hex(randomblob(32)))";
    private const string WritesName = "writes";
    private const string SaltPrefix = "salt-";
    private const string PastPrefix = "was-";
    private const string EventPrefix = "event-";
    private const string RenamedPrefix = "renamed-";

    /// <summary>People are told about a change for a day.</summary>
    private static readonly TimeSpan ToldFor = TimeSpan.FromDays(1);

    public string? Generation { get; private set; }

    public long Writes { get; private set; }

    /// <summary>The salt of new rows.</summary>
    public string Salt { get; private set; } = "";

    /// <summary>Salts of rows that came from other files.</summary>
    public List<string> OtherSalts { get; } = [];

    /// <summary>The generations that this file continues.</summary>
    public HashSet<string> Past { get; } = new(StringComparer.Ordinal);

    public List<LedgerEvent> Events { get; } = [];

    public static LedgerFacts Read(SqliteConnection connection)
    {
        var facts = new LedgerFacts();
        foreach (var (name, value) in connection.Query("SELECT name, value FROM facts", row => (row.TextOrNull(0), row.TextOrNull(1))))
            facts.Add(name ?? "", value ?? "");
        facts.Events.Sort((one, other) => one.At.CompareTo(other.At));
        return facts;
    }

    /// <summary>Returns true if the file has everything that was in it at that generation and number of writes.</summary>
    public bool Continues(string? generation, long writes) =>
        generation is null || Past.Contains(generation) || (Generation == generation && Writes >= writes);

    /// <summary>Returns what to tell people now; null if there is nothing.</summary>
    public string? NoticeAt(DateTimeOffset now)
    {
        var told = Events.Where(change => change.At > now - ToldFor && change.At < now + ToldFor).Select(change => change.Text).ToList();
        return told.Count switch
        {
            0 => null,
            1 => told[0],
            _ => string.Create(CultureInfo.InvariantCulture, $"{told[^1]} The file changed {told.Count} times in a day."),
        };
    }

    public static void CountWrite(SqliteConnection connection) => connection.Execute(
        $"INSERT INTO facts (name, value) VALUES ('{WritesName}', '1') ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1");

    /// <summary>Begins a new generation, which continues the given ones.</summary>
    public static void Renew(SqliteConnection connection, IEnumerable<string> continued, long writes)
    {
        foreach (var generation in continued)
            connection.Execute("INSERT OR IGNORE INTO facts (name, value) VALUES ($name, '')", ("$name", PastPrefix + generation));
        connection.Execute($"INSERT OR REPLACE INTO facts (name, value) VALUES ('{GenerationName}', {RandomValue})");
        connection.Execute(
            $"INSERT OR REPLACE INTO facts (name, value) VALUES ('{WritesName}', $writes)", ("$writes", writes.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Adds a message for people. Only the newest ones are kept.</summary>
    public static void Tell(SqliteConnection connection, DateTimeOffset at, string text)
    {
        const int most = 100;
        connection.Execute(
            "INSERT OR REPLACE INTO facts (name, value) VALUES ($name, $text)",
            ("$name", string.Create(CultureInfo.InvariantCulture, $"{EventPrefix}{at.Stamp()}-{Guid.NewGuid():N}")),
            ("$text", text));
        connection.Execute($"DELETE FROM facts WHERE name IN (SELECT name FROM facts WHERE name LIKE '{EventPrefix}%' ORDER BY rowid DESC LIMIT -1 OFFSET {most})");
    }

    /// <summary>Keeps a salt, so that rows that were written with it stay reachable.</summary>
    public static void KeepSalt(SqliteConnection connection, string salt)
    {
        if (connection.Number("SELECT count(*) FROM facts WHERE value = $salt", ("$salt", salt)) == 0)
            connection.Execute($"INSERT INTO facts (name, value) VALUES ('{SaltPrefix}' || {RandomValue}, $salt)", ("$salt", salt));
    }

    /// <summary>Uses a salt for new rows. Only for a file without tasks.</summary>
    public static void UseSalt(SqliteConnection connection, string salt) =>
        connection.Execute($"INSERT OR REPLACE INTO facts (name, value) VALUES ('{SaltName}', $salt)", ("$salt", salt));

    /// <summary>Returns the handle that a carried task has here, if its own was taken.</summary>
    public static string? RenamedTo(SqliteConnection connection, string task) =>
        connection.Text("SELECT value FROM facts WHERE name = $name", ("$name", RenamedPrefix + task));

    public static void Renamed(SqliteConnection connection, string task, string handle) =>
        connection.Execute("INSERT OR REPLACE INTO facts (name, value) VALUES ($name, $handle)", ("$name", RenamedPrefix + task), ("$handle", handle));

    private void Add(string name, string value)
    {
        if (name == GenerationName)
            Generation = value;
        else if (name == WritesName)
            Writes = long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var writes) ? writes : 0;
        else if (name == SaltName)
            Salt = value;
        else if (name.StartsWith(SaltPrefix, StringComparison.Ordinal))
            OtherSalts.Add(value);
        else if (name.StartsWith(PastPrefix, StringComparison.Ordinal))
            Past.Add(name[PastPrefix.Length..]);
        else if (name.Split('-') is ["event", var stamp, ..] && long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var at))
            Events.Add(new LedgerEvent(SqliteText.Time(at), value));
    }
}
