using System.Globalization;
using CometRunway.Text;
using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>Finds and lists tasks of a scope.</summary>
internal static class TaskQueries
{
    private const int Suggestions = 3;
    private const int MaxPage = 100;
    private const string UnfinishedStates = "('accepted', 'pending', 'throttled', 'running')";

    private const string FilesMissing =
        """
        state = 'succeeded' AND (SELECT count(*) FROM files WHERE files.handle = tasks.handle)
            < max(1, CASE WHEN json_valid(output_links) THEN json_array_length(output_links) ELSE 1 END)
        """;

    public static FindOutcome Find(SqliteConnection connection, TaskScope scope, string text)
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

    public static VideoTask? Latest(SqliteConnection connection, TaskScope scope, bool unfinishedFirst) => TaskRows.First(
        connection,
        $"""
        ($scope = '*' OR scope = $scope) ORDER BY CASE WHEN $unfinishedFirst AND
            (state = 'submitting' OR state IN {UnfinishedStates} OR ({FilesMissing})) THEN 0 ELSE 1 END, seq DESC
        """,
        ("$scope", scope.Value),
        ("$unfinishedFirst", unfinishedFirst ? 1 : 0));

    public static IReadOnlyList<VideoTask> Unfinished(SqliteConnection connection, TaskScope scope) => TaskRows.Select(
        connection,
        $"($account = '*' OR coalesce(account, scope) = $account) AND (state IN {UnfinishedStates} OR ({FilesMissing})) ORDER BY seq",
        ("$account", scope.Account));

    public static TaskPage List(SqliteConnection connection, TaskScope scope, TaskQuery query)
    {
        var limit = Math.Clamp(query.Limit, 1, MaxPage);
        var before = ReadCursor(query.Cursor);
        var states = query.States is { Count: > 0 } some ? some : null;
        var words = (query.Text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        // Matched here and not in SQL, whose lower() knows ASCII only.
        var matches = connection.Query(
            "SELECT seq, handle, state, prompt, task_id, image_name, model FROM tasks WHERE ($scope = '*' OR scope = $scope) ORDER BY seq DESC",
            row => (Seq: row.GetInt64(0), Handle: row.GetString(1), State: StateNames.Parse(row.GetString(2)), Text: TextOf(row)),
            ("$scope", scope.Value))
            .FindAll(row => (states is null || states.Contains(row.State))
                && Array.TrueForAll(words, word => row.Text.Contains(word, StringComparison.OrdinalIgnoreCase)));
        var rest = matches.FindAll(row => row.Seq < before);
        var entries = rest.Take(limit).Select(row => TaskRows.Get(connection, row.Handle)!).ToList();
        return new TaskPage(entries, rest.Count > limit ? WriteCursor(rest[limit - 1].Seq) : null, matches.Count);
    }

    private static IReadOnlyList<VideoTask> Matching(SqliteConnection connection, TaskScope scope, string wanted)
    {
        var exact = TaskRows.Select(
            connection,
            "($scope = '*' OR scope = $scope) AND (handle = lower($wanted) OR task_id = $wanted) ORDER BY seq DESC LIMIT 5",
            ("$scope", scope.Value),
            ("$wanted", wanted));
        return exact.Count > 0
            ? exact
            : TaskRows.Select(
                connection,
                """
                ($scope = '*' OR scope = $scope) AND (substr(handle, 1, length($wanted)) = lower($wanted)
                    OR substr(task_id, 1, length($wanted)) = $wanted COLLATE NOCASE) ORDER BY seq DESC LIMIT 5
                """,
                ("$scope", scope.Value),
                ("$wanted", wanted));
    }

    private static List<VideoTask> Nearest(SqliteConnection connection, TaskScope scope, string wanted)
    {
        const int similar = 2;
        return
        [
            .. TaskRows.Select(connection, "($scope = '*' OR scope = $scope) ORDER BY seq DESC LIMIT 50", ("$scope", scope.Value))
                .OrderBy(entry => Math.Min(EditDistance.Between(entry.Handle, wanted), similar + 1))
                .Take(Suggestions),
        ];
    }

    private static string TextOf(SqliteDataReader row) =>
        string.Join('\n', row.GetString(1), row.TextOrNull(3), row.TextOrNull(4), row.TextOrNull(5), row.TextOrNull(6));

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
