using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>
/// The rows that this process remembers in case the ledger file is lost: the newest ones and all that are not finished, of every process.
/// </summary>
internal sealed class KnownTasks
{
    /// <summary>The newest rows that are remembered, finished or not. It covers the rows of a day.</summary>
    public const int Newest = 500;

    /// <summary>The number of new rows after which older ones are forgotten.</summary>
    private const int ForgetEvery = 50;

    private const string OpenStates = "'submitting', 'accepted', 'unknown', 'pending', 'throttled', 'running'";

    private readonly Dictionary<string, Known> _tasks = new(StringComparer.Ordinal);
    private long _lastSeq = -1;

    public IReadOnlyList<StoredRow> Tasks => [.. _tasks.Values.Select(known => known.Task)];

    public IReadOnlyList<PartRow> Parts => [.. _tasks.Values.SelectMany(known => known.Parts)];

    /// <summary>Rows that were read and are remembered when the transaction is committed.</summary>
    public sealed record News(IReadOnlyList<Known> Tasks);

    /// <summary>A task with its rows in other tables.</summary>
    public sealed record Known(StoredRow Task, IReadOnlyList<PartRow> Parts)
    {
        public string Handle => Task.Text("handle") ?? "";

        /// <summary>True if the task can still change by itself.</summary>
        public bool IsOpen => Task.Text("state") switch
        {
            StateNames.Rejected or "failed" or "cancelled" or "lost" => false,
            StateNames.Succeeded => Parts.All(part => part.Table != "files"),
            _ => true,
        };
    }

    public void Forget()
    {
        _tasks.Clear();
        _lastSeq = -1;
    }

    /// <summary>Reads the rows that are new or may have changed, whichever process changed them.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="everything">True to read the newest rows again.</param>
    public News Look(SqliteConnection connection, bool everything = false) => WithParts(connection, everything || _lastSeq < 0
        ? connection.Query(
            $"SELECT * FROM tasks WHERE seq > (SELECT max(seq) FROM tasks) - {Newest} OR state IN ({OpenStates})", StoredRow.Read)
        : connection.Query(
            "SELECT * FROM tasks WHERE seq > $last OR handle IN (SELECT value FROM json_each($open))",
            StoredRow.Read,
            ("$last", _lastSeq),
            ("$open", Json(_tasks.Values.Where(known => known.IsOpen).Select(known => known.Handle)))));

    /// <summary>Reads rows by their numbers.</summary>
    public static News Look(SqliteConnection connection, IEnumerable<long> numbers) => WithParts(connection, connection.Query(
        "SELECT * FROM tasks WHERE seq IN (SELECT value FROM json_each($numbers))", StoredRow.Read, ("$numbers", $"[{string.Join(',', numbers)}]")));

    /// <summary>Remembers rows, and returns those with something new that must not be lost.</summary>
    public IReadOnlyList<Known> Learn(News news)
    {
        var important = new List<Known>();
        var last = _lastSeq;
        foreach (var known in news.Tasks)
        {
            var before = _tasks.GetValueOrDefault(known.Handle);
            if (before?.Task.Text("state") != known.Task.Text("state") || IdOf(before) != IdOf(known) || before?.Parts.Count != known.Parts.Count)
                important.Add(known);
            _tasks[known.Handle] = known;
            _lastSeq = Math.Max(_lastSeq, known.Task.Number("seq"));
        }

        _lastSeq = Math.Max(_lastSeq, 0);
        if (_lastSeq / ForgetEvery > last / ForgetEvery && _tasks.Count > Newest)
            ForgetOld();
        return important;
    }

    /// <summary>Returns true if the file has every remembered task, each at least as new as it is remembered.</summary>
    public bool AreIn(SqliteConnection connection)
    {
        var present = connection.Query(
            "SELECT handle, revision FROM tasks WHERE handle IN (SELECT value FROM json_each($handles))",
            row => (Handle: row.TextOrNull(0) ?? "", Revision: row.NumberOrNull(1) ?? 0),
            ("$handles", Json(_tasks.Keys)))
            .ToDictionary(row => row.Handle, row => row.Revision, StringComparer.Ordinal);
        return _tasks.Values.All(known => present.TryGetValue(known.Handle, out var revision) && revision >= known.Task.Number("revision"));
    }

    /// <summary>Returns the rows that matter at this time: tasks that are not finished, and those that count for limits and duplicates.</summary>
    public IReadOnlyList<Known> Recent(DateTimeOffset now)
    {
        const int most = 200;
        var since = (now - AdmissionPolicy.LongestWindow).Stamp();
        return [.. _tasks.Values
            .Where(known => known.IsOpen || known.Task.Number("created_at") > since)
            .OrderByDescending(known => known.Task.Number("seq"))
            .Take(most)];
    }

    private static string? IdOf(Known? known) => known?.Task.Text("task_id") ?? known?.Task.Text("unconfirmed_id");

    private void ForgetOld()
    {
        foreach (var old in _tasks.Values.Where(known => !known.IsOpen && known.Task.Number("seq") <= _lastSeq - Newest).ToList())
            _tasks.Remove(old.Handle);
    }

    private static News WithParts(SqliteConnection connection, List<StoredRow> tasks)
    {
        var handles = Json(tasks.Select(task => task.Text("handle") ?? ""));
        var parts = DatabaseSchema.PartTables.SelectMany(table => connection.Query(
            $"SELECT * FROM {table} WHERE handle IN (SELECT value FROM json_each($handles))", row => new PartRow(table, StoredRow.Read(row)), ("$handles", handles)))
            .ToLookup(part => part.Handle, StringComparer.Ordinal);
        return new News([.. tasks.Select(task => new Known(task, [.. parts[task.Text("handle")]]))]);
    }

    private static string Json(IEnumerable<string> handles) => "[" + string.Join(',', handles.Select(handle => $"\"{JsonEncodedText.Encode(handle)}\"")) + "]";
}
