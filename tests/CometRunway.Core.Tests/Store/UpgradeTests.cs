using CometRunway.Api;
using CometRunway.Store;
using CometRunway.Store.Sqlite;
using CometRunway.TestKit.Stores;
using Microsoft.Data.Sqlite;

namespace CometRunway.Core.Tests.Store;

/// <summary>Two versions of the program on one file, as during an update: what each writes, the other reads, with the statements it really has.</summary>
public sealed class UpgradeTests : IDisposable
{
    private readonly SqliteFixture _home = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task File_OfVersion1_GoesThereAndBackWithoutLoss()
    {
        Directory.CreateDirectory(_home.Folder);
        using var older = Open();
        Version1.Create(older);
        Version1.Insert(older, "v222", "s", "id-1", "of version 1");

        var before = (await _home.Store.GetAsync("v222", Token))!;
        var mine = await _home.AcceptedAsync("id-2", StoreFixture.Task("f2"));
        var seen = Version1.Read(older, mine.Handle);
        Version1.Finish(older, mine.Handle);
        Version1.Insert(older, "v333", "s", "id-3", "later, by version 1");
        var after = (await _home.Store.GetAsync(mine.Handle, Token))!;

        Assert.Equal(("of version 1", "id-1", VideoTaskState.Accepted), (before.Settings.Prompt, before.TaskId, before.State));
        Assert.Equal(("accepted", "id-2", "a slow pan"), seen);
        Assert.Equal((VideoTaskState.Succeeded, "id-2", mine.Revision + 1), (after.State, after.TaskId, after.Revision));
        Assert.Equal("later, by version 1", (await _home.Store.GetAsync("v333", Token))!.Settings.Prompt);
    }

    [Fact]
    public async Task Follow_TaskOfVersion1_IsSavedByThisVersion()
    {
        Directory.CreateDirectory(_home.Folder);
        using var older = Open();
        Version1.Create(older);
        Version1.Insert(older, "v222", (await _home.ScopeAsync()).Value, "id-1", "of version 1");

        var unfinished = await _home.Store.GetUnfinishedAsync((await _home.ScopeAsync()).AsAccount(), Token);
        var finished = await _home.Store.ObserveAsync("v222", StoreFixture.News(ApiTaskStatus.Succeeded, 1, "https://example.com/a.mp4"));

        Assert.Equal(["v222"], unfinished.Select(task => task.Handle));
        Assert.Equal(("succeeded", "id-1", "of version 1"), Version1.Read(older, finished.Handle));
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={_home.File};Pooling=False");
        connection.Open();
        return connection;
    }

    /// <summary>Version 1 as it was: its tables and its statements, word by word.</summary>
    private static class Version1
    {
        public static void Create(SqliteConnection connection)
        {
            connection.Execute("CREATE TABLE schema_version (version INTEGER NOT NULL)");
            connection.Execute("INSERT INTO schema_version VALUES (1)");
            connection.Execute("CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT)");
            connection.Execute(
                """
                CREATE TABLE tasks (seq INTEGER PRIMARY KEY AUTOINCREMENT, handle TEXT NOT NULL UNIQUE, scope TEXT NOT NULL, state TEXT NOT NULL,
                    revision INTEGER NOT NULL DEFAULT 1, fingerprint TEXT NOT NULL, created_at INTEGER NOT NULL DEFAULT 0,
                    updated_at INTEGER NOT NULL DEFAULT 0, model TEXT NOT NULL DEFAULT '', ratio TEXT, duration INTEGER, seed INTEGER,
                    watermark INTEGER NOT NULL DEFAULT 0, prompt TEXT, image_name TEXT NOT NULL DEFAULT '', image_sha256 TEXT,
                    api_version TEXT NOT NULL DEFAULT '', estimated_cost TEXT, task_id TEXT, submitted_at INTEGER, finished_at INTEGER,
                    raw_status TEXT, progress REAL, failure_code TEXT, failure_message TEXT, error_code TEXT, error_message TEXT,
                    warning TEXT, may_never_show INTEGER NOT NULL DEFAULT 0, output_links TEXT, links_read_at INTEGER, next_poll_at INTEGER,
                    file_problem TEXT, credits REAL, settled_at INTEGER, owner TEXT, lease_until INTEGER, poll_owner TEXT,
                    poll_lease_until INTEGER)
                """);
            connection.Execute(
                """
                CREATE TABLE files (handle TEXT NOT NULL, idx INTEGER NOT NULL, path TEXT NOT NULL, length INTEGER NOT NULL DEFAULT 0,
                    sha256 TEXT NOT NULL DEFAULT '', saved_at INTEGER NOT NULL DEFAULT 0, facts TEXT, PRIMARY KEY (handle, idx))
                """);
        }

        public static void Insert(SqliteConnection connection, string handle, string scope, string taskId, string prompt) => connection.Execute(
            """
            INSERT INTO tasks (handle, scope, state, revision, fingerprint, created_at, updated_at, model, ratio, duration, seed,
                watermark, prompt, image_name, image_sha256, api_version, estimated_cost, owner, lease_until, task_id)
            VALUES ($handle, $scope, 'accepted', 1, 'f', 1, 1, 'gen3a_turbo', '1280:768', 5, NULL, 0, $prompt, 'cat.png', NULL,
                '2024-11-06', NULL, NULL, NULL, $taskId)
            """,
            ("$handle", handle),
            ("$scope", scope),
            ("$prompt", prompt),
            ("$taskId", taskId));

        public static (string State, string TaskId, string Prompt) Read(SqliteConnection connection, string handle) => connection.Query(
            """
            SELECT handle, scope, state, revision, fingerprint, created_at, updated_at, model, ratio, duration, seed, watermark, prompt,
                image_name, image_sha256, api_version, estimated_cost, task_id, submitted_at, finished_at, raw_status, progress,
                failure_code, failure_message, error_code, error_message, warning, may_never_show, output_links, links_read_at,
                next_poll_at, file_problem, credits, settled_at
            FROM tasks WHERE handle = $handle
            """,
            row => (row.GetString(2), row.GetString(17), row.GetString(12)),
            ("$handle", handle)).Single();

        public static void Finish(SqliteConnection connection, string handle) => connection.Execute(
            "UPDATE tasks SET state = coalesce('succeeded', state), revision = revision + 1, updated_at = 2 WHERE handle = $handle",
            ("$handle", handle));
    }
}
