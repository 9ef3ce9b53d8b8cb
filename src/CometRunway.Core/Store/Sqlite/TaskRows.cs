using System.Globalization;
using System.Text.Json;
using CometRunway.Requests;
using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>Reads and writes the rows of the tasks table. Statements name the columns, because a newer version may have added columns.</summary>
internal static class TaskRows
{
    private static readonly string[] Columns =
    [
        "handle", "scope", "state", "revision", "fingerprint", "created_at", "updated_at", "model", "ratio", "duration", "seed", "watermark", "prompt",
        "image_name", "image_sha256", "api_version", "estimated_cost", "task_id", "submitted_at", "finished_at", "raw_status", "progress",
        "failure_code", "failure_message", "error_code", "error_message", "warning", "may_never_show", "output_links", "links_read_at",
        "next_poll_at", "file_problem", "credits", "settled_at", "account", "caller", "settings", "request_id",
        "unconfirmed_id",
    ];

    private static readonly string TaskColumns = string.Join(", ", Columns.Select(column => "page." + column));

    public static VideoTask? Get(SqliteConnection connection, string handle) =>
        First(connection, "handle = $handle", ("$handle", handle));

    /// <summary>Returns the tasks of all scopes with this id of the service, ignoring case.</summary>
    public static IReadOnlyList<VideoTask> WithId(SqliteConnection connection, string taskId) =>
        Oldest(connection, "task_id = $id COLLATE NOCASE", ("$id", taskId));

    /// <summary>Returns the newest matching task; null if there is none.</summary>
    public static VideoTask? First(SqliteConnection connection, string condition, params ReadOnlySpan<(string Name, object? Value)> values) =>
        Newest(connection, condition, 1, values) is [var task] ? task : null;

    /// <summary>Returns the matching tasks up to the limit, newest first.</summary>
    public static IReadOnlyList<VideoTask> Newest(SqliteConnection connection, string condition, int limit, params ReadOnlySpan<(string Name, object? Value)> values) =>
        Select(connection, string.Create(CultureInfo.InvariantCulture, $"{condition} ORDER BY seq DESC LIMIT {limit}"), "DESC", values);

    /// <summary>Returns all matching tasks, oldest first.</summary>
    public static IReadOnlyList<VideoTask> Oldest(SqliteConnection connection, string condition, params ReadOnlySpan<(string Name, object? Value)> values) =>
        Select(connection, condition, "ASC", values);

    /// <summary>Reads tasks and their files in one query.</summary>
    private static List<VideoTask> Select(SqliteConnection connection, string condition, string order, ReadOnlySpan<(string Name, object? Value)> values)
    {
        var rows = connection.Query(
            $"""
            SELECT {TaskColumns}, {FileRows.Columns}, page.seq
            FROM (SELECT * FROM tasks WHERE {condition}) AS page LEFT JOIN files ON files.handle = page.handle
            ORDER BY page.seq {order}, files.idx
            """,
            row => (Task: Read(row), File: FileRows.ReadOrNull(row, Columns.Length), Seq: row.NumberOrZero(row.FieldCount - 1)),
            values);
        var tasks = new List<VideoTask>();
        foreach (var sameTask in rows.GroupBy(row => row.Seq))
            tasks.Add(sameTask.First().Task with { Files = [.. sameTask.Select(row => row.File).OfType<SavedFile>()] });
        return tasks;
    }

    public static void Insert(SqliteConnection connection, VideoTask task, string? owner, DateTimeOffset? leaseUntil)
    {
        connection.Execute(
            """
            INSERT INTO tasks (handle, scope, state, revision, fingerprint, created_at, updated_at, model, ratio, duration, seed,
                watermark, prompt, image_name, image_sha256, api_version, estimated_cost, warning, owner, lease_until, account, caller, settings, request_id, unconfirmed_id)
            VALUES ($handle, $scope, $state, $revision, $fingerprint, $created, $updated, $model, $ratio, $duration, $seed,
                $watermark, $prompt, $image, $imageHash, $version, $cost, $warning, $owner, $lease, $account, $caller, $settings, $requestId, $unconfirmedId)
            """,
            ("$handle", task.Handle),
            ("$scope", task.Scope.Value),
            ("$state", StateNames.Of(task.State)),
            ("$revision", task.Revision),
            ("$fingerprint", task.Fingerprint),
            ("$created", task.CreatedAt.Stamp()),
            ("$updated", task.UpdatedAt.Stamp()),
            ("$model", task.Settings.Model ?? ""),
            ("$ratio", task.Settings.Ratio),
            ("$duration", task.Settings.Duration),
            ("$seed", task.Settings.Seed),
            ("$watermark", task.Settings.Watermark ? 1 : 0),
            ("$prompt", task.Settings.Prompt),
            ("$image", task.ImageName),
            ("$imageHash", task.ImageSha256),
            ("$version", task.ApiVersion),
            ("$cost", task.EstimatedCost?.ToString(CultureInfo.InvariantCulture)),
            ("$warning", task.Warning),
            ("$owner", owner),
            ("$lease", leaseUntil.Stamp()),
            ("$account", task.Scope.Account),
            ("$caller", task.Scope.Caller),
            ("$settings", SettingsJson.Write(task.Settings).ToJsonString()),
            ("$requestId", task.RequestId),
            ("$unconfirmedId", task.UnconfirmedId));
    }

    /// <summary>Writes the columns that can change. A state that this version does not recognise is kept.</summary>
    public static VideoTask Update(SqliteConnection connection, VideoTask before, VideoTask task, DateTimeOffset now)
    {
        FileRows.Update(connection, task.Handle, before.Files, task.Files);
        connection.Execute(
            """
            UPDATE tasks SET state = coalesce($state, state), revision = revision + 1, updated_at = $updated, task_id = $taskId,
                submitted_at = $submitted, finished_at = $finished, raw_status = $raw, progress = $progress,
                failure_code = $failureCode, failure_message = $failureMessage, error_code = $errorCode,
                error_message = $errorMessage, warning = $warning, may_never_show = $neverShow, output_links = $links,
                links_read_at = $linksRead, next_poll_at = $nextPoll, file_problem = $fileProblem, credits = $credits,
                settled_at = $settled, unconfirmed_id = $unconfirmedId
            WHERE handle = $handle
            """,
            ("$handle", task.Handle),
            ("$state", task.State == VideoTaskState.Unrecognized ? null : StateNames.Of(task.State)),
            ("$updated", now.Stamp()),
            ("$taskId", task.TaskId),
            ("$submitted", task.SubmittedAt.Stamp()),
            ("$finished", task.FinishedAt.Stamp()),
            ("$raw", task.RawStatus),
            ("$progress", task.Progress),
            ("$failureCode", task.FailureCode),
            ("$failureMessage", task.FailureMessage),
            ("$errorCode", task.ErrorCode),
            ("$errorMessage", task.ErrorMessage),
            ("$warning", task.Warning),
            ("$neverShow", task.MayNeverBecomeVisible ? 1 : 0),
            ("$links", WriteLinks(task.OutputLinks)),
            ("$linksRead", task.LinksReadAt.Stamp()),
            ("$nextPoll", task.NextPollAt.Stamp()),
            ("$fileProblem", task.FileProblem),
            ("$credits", task.Credits),
            ("$settled", task.ResolvedAt.Stamp()),
            ("$unconfirmedId", task.UnconfirmedId));
        return Get(connection, task.Handle)!;
    }

    private static VideoTask Read(SqliteDataReader row)
    {
        var column = 0;
        var task = new VideoTask
        {
            Handle = row.TextOrEmpty(column++),
            Scope = new TaskScope(row.TextOrEmpty(column++)),
            State = StateNames.Parse(row.TextOrEmpty(column++)),
            Revision = row.NumberOrZero(column++),
            Fingerprint = row.TextOrEmpty(column++),
            CreatedAt = SqliteText.Time(row.NumberOrZero(column++)),
            UpdatedAt = SqliteText.Time(row.NumberOrZero(column++)),
            Settings = new VideoSettings
            {
                Model = row.TextOrEmpty(column++),
                Ratio = row.TextOrNull(column++),
                Duration = row.SmallNumberOrNull(column++),
                Seed = row.NumberOrNull(column++),
                Watermark = row.NumberOrZero(column++) != 0,
                Prompt = row.TextOrNull(column++),
            },
            ImageName = row.TextOrEmpty(column++),
            ImageSha256 = row.TextOrNull(column++),
            ApiVersion = row.TextOrEmpty(column++),
            EstimatedCost = Money(row.TextOrNull(column++)),
            TaskId = row.TextOrNull(column++),
            SubmittedAt = row.TimeOrNull(column++),
            FinishedAt = row.TimeOrNull(column++),
            RawStatus = row.TextOrNull(column++),
            Progress = row.RealOrNull(column++),
            FailureCode = row.TextOrNull(column++),
            FailureMessage = row.TextOrNull(column++),
            ErrorCode = row.TextOrNull(column++),
            ErrorMessage = row.TextOrNull(column++),
            Warning = row.TextOrNull(column++),
            MayNeverBecomeVisible = row.NumberOrZero(column++) != 0,
            OutputLinks = ReadLinks(row.TextOrNull(column++)),
            LinksReadAt = row.TimeOrNull(column++),
            NextPollAt = row.TimeOrNull(column++),
            FileProblem = row.TextOrNull(column++),
            Credits = row.RealOrNull(column++),
            ResolvedAt = row.TimeOrNull(column++),
        };
        if (row.TextOrNull(column++) is { } account)
            task = task with { Scope = task.Scope with { Account = account } };
        // Null in rows that a version before 5 wrote.
        if (row.TextOrNull(column++) is { } caller)
            task = task with { Scope = task.Scope with { Caller = caller } };
        // Null in rows that a version before 4 wrote. Their settings are in the columns above.
        if (SettingsJson.Read(row.TextOrNull(column++)) is { } settings)
            task = task with { Settings = settings };
        return task with { RequestId = row.TextOrNull(column++), UnconfirmedId = row.TextOrNull(column) };
    }

    /// <summary>Parses an amount of money. An impossible one is no amount, so that sums stay in range.</summary>
    public static decimal? Money(string? text) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) && amount is >= 0 and < 1_000_000 ? amount : null;

    private static string? WriteLinks(IReadOnlyList<string> links) =>
        links.Count == 0 ? null : JsonSerializer.Serialize([.. links], StoreJson.Default.StringArray);

    private static string[] ReadLinks(string? json)
    {
        try
        {
            return json is null ? [] : JsonSerializer.Deserialize(json, StoreJson.Default.StringArray) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
