using System.Globalization;
using CometRunway.Text;
using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>Finds and lists tasks.</summary>
internal static class TaskQueries
{
    private const int Suggestions = 3;
    private const int MaxPage = 100;
    private const int MatchesShown = 5;

    private const string FilesMissing =
        """
        (SELECT count(*) FROM files WHERE files.handle = tasks.handle)
            < max(1, CASE WHEN json_valid(output_links) THEN json_array_length(output_links) ELSE 1 END)
        """;

    /// <summary>Selects the rows for which <see cref="VideoTask.NeedsWork"/> is true, among the rows of these states.</summary>
    private const string NeedWork =
        $"""
        (state <> 'succeeded' OR {FilesMissing})
            AND (state <> 'unknown' OR (unconfirmed_id IS NOT NULL AND coalesce(error_code, '') <> '{Transitions.IdNotConfirmed}'))
        """;

    private const string UnfinishedStates = "'accepted', 'pending', 'throttled', 'running', 'succeeded', 'unknown'";

    public static FindOutcome Find(SqliteConnection connection, ScopeFilter scope, string text)
    {
        var wanted = text.Trim();
        var found = wanted.Length == 0 ? [] : Matching(connection, scope, wanted);
        return found.Count switch
        {
            0 => new FindOutcome.NotFound(Nearest(connection, scope, wanted)),
            1 => new FindOutcome.Found(found[0]),
            _ => new FindOutcome.Ambiguous(found),
        };
    }

    public static VideoTask? Latest(SqliteConnection connection, ScopeFilter scope) =>
        TaskRows.First(
            connection,
            $"""
            {scope.Condition} AND state IN ('submitting', {UnfinishedStates}) AND {NeedWork}
                AND coalesce(error_code, '') <> '{Transitions.OtherKey}'
            """,
            scope.Values)
        ?? TaskRows.First(connection, scope.Condition, scope.Values);

    public static IReadOnlyList<VideoTask> Unfinished(SqliteConnection connection, AccountFilter account) => TaskRows.Oldest(
        connection,
        $"{AccountFilter.Condition} AND state IN ({UnfinishedStates}) AND {NeedWork}",
        account.Values);

    public static TaskPage List(SqliteConnection connection, ScopeFilter scope, TaskQuery query)
    {
        var limit = Math.Clamp(query.Limit, 1, MaxPage);
        var before = ReadCursor(query.Cursor);
        var states = query.States is { Count: > 0 } some ? some : null;
        var words = (query.Text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        // Words are matched here, because lower() in SQL supports ASCII only.
        var matches = connection.Query(
            $"SELECT seq, state, handle, prompt, task_id, image_name, model, request_id FROM tasks WHERE {scope.Condition} ORDER BY seq DESC",
            row => Matches(row, states, words) ? row.GetInt64(0) : (long?)null,
            scope.Values)
            .OfType<long>().ToList();
        var rest = matches.FindAll(seq => seq < before);
        var page = string.Join(", ", rest.Take(limit).Select(seq => seq.ToString(CultureInfo.InvariantCulture)));
        return new TaskPage(TaskRows.Newest(connection, $"seq IN ({page})", limit), rest.Count > limit ? WriteCursor(rest[limit - 1]) : null, matches.Count);
    }

    private static bool Matches(SqliteDataReader row, IReadOnlyCollection<VideoTaskState>? states, string[] words)
    {
        if (states?.Contains(StateNames.Parse(row.TextOrEmpty(1))) == false)
            return false;
        if (words.Length == 0)
            return true;
        var text = string.Join('\n', row.TextOrNull(2), row.TextOrNull(3), row.TextOrNull(4), row.TextOrNull(5), row.TextOrNull(6), row.TextOrNull(7));
        return Array.TrueForAll(words, word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private static IReadOnlyList<VideoTask> Matching(SqliteConnection connection, ScopeFilter scope, string wanted)
    {
        var exact = TaskRows.Newest(
            connection,
            $"{scope.Condition} AND (handle = lower($wanted) OR task_id = $wanted)",
            MatchesShown,
            [.. scope.Values, ("$wanted", wanted)]);
        if (exact.Count > 0)
            return exact;
        var beginning = TaskRows.Newest(
            connection,
            $"""
            {scope.Condition} AND (substr(handle, 1, length($wanted)) = lower($wanted)
                OR substr(task_id, 1, length($wanted)) = $wanted COLLATE NOCASE)
            """,
            MatchesShown,
            [.. scope.Values, ("$wanted", wanted)]);
        // An unconfirmed id may be that of another task, which then matches above.
        return beginning.Count > 0
            ? beginning
            : TaskRows.Newest(connection, $"{scope.Condition} AND unconfirmed_id = $wanted", MatchesShown, [.. scope.Values, ("$wanted", wanted)]);
    }

    private static List<VideoTask> Nearest(SqliteConnection connection, ScopeFilter scope, string wanted)
    {
        const int similar = 2;
        return
        [
            .. TaskRows.Newest(connection, scope.Condition, 50, scope.Values)
                .OrderBy(task => Math.Min(EditDistance.Between(task.Handle, wanted), similar + 1))
                .Take(Suggestions),
        ];
    }

    private static string WriteCursor(long seq) => "p" + seq.ToString("x", CultureInfo.InvariantCulture);

    private static long ReadCursor(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor))
            return long.MaxValue;
        return cursor[0] == 'p' && long.TryParse(cursor.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var seq)
            ? seq
            : throw new ArgumentException("This cursor was not given out by a list of tasks; leave it away to begin with the newest.", nameof(cursor));
    }
}
