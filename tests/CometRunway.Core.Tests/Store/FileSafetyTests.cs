using System.Text;
using CometRunway.Api.Wire;
using CometRunway.Errors;
using CometRunway.Options;
using CometRunway.Store;
using CometRunway.Store.Sqlite;
using CometRunway.TestKit.Stores;
using Microsoft.Data.Sqlite;

namespace CometRunway.Core.Tests.Store;

public sealed class FileSafetyTests : IDisposable
{
    private readonly SqliteFixture _home = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Constructor_BeforeFirstUse_TouchesNothing()
    {
        _home.Open();

        Assert.False(Directory.Exists(_home.Folder));
    }

    [Fact]
    public async Task File_OnUnix_IsForItsUserOnly()
    {
        // Windows has no such modes; there the folder lies in the user's own profile.
        if (OperatingSystem.IsWindows())
            return;
        await _home.AcceptedAsync();

        foreach (var file in Directory.EnumerateFiles(_home.Folder))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_home.Folder));
    }

    [Fact]
    public async Task File_AfterUse_HoldsNoKey()
    {
        var ledger = _home.Open();
        var scope = await ledger.Store.GetScopeAsync(new Uri("https://api.example.com"), new ApiKey("sk-very-secret"), "caller-1", Token);
        await ledger.Store.BeginAsync(scope, StoreFixture.Task(), BudgetLimits.Unlimited, StoreFixture.Window, newTake: false);
        ledger.Dispose();

        var bytes = Directory.EnumerateFiles(_home.Folder).SelectMany(File.ReadAllBytes).ToArray();

        Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes("very-secret")));
        Assert.NotEqual(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes("a slow pan")));
    }

    [Fact]
    public async Task Dispose_OfTheLast_LeavesNoJournalBehind()
    {
        var ledger = _home.Open();
        await ledger.Store.GetScopeAsync(new Uri("https://api.example.com"), null, null, Token);

        ledger.Dispose();

        Assert.Equal(["ledger.db", "ledger.repair"], Directory.EnumerateFiles(_home.Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Open_FileThatIsNoDatabase_SetsItAsideAndBeginsAnew()
    {
        Directory.CreateDirectory(_home.Folder);
        File.WriteAllText(_home.File, new string('x', 5000));

        var task = await _home.BegunAsync();

        Assert.Contains("ledger.damaged-20261124T120000000Z.db", _home.Store.Notice, StringComparison.Ordinal);
        Assert.Equal(5000, new FileInfo(Path.Combine(_home.Folder, "ledger.damaged-20261124T120000000Z.db")).Length);
        Assert.NotNull(await _home.Open().Store.GetAsync(task.Handle, Token));
    }

    [Fact]
    public async Task Open_FileDamagedInTheMiddle_TakesReadableTasksAlong()
    {
        var scope = await _home.ScopeAsync();
        for (var i = 0; i < 200; i++)
            await _home.AcceptedAsync("id-" + i, StoreFixture.Task("f" + i, prompt: new string('p', 400)));
        _home.Ledger!.Dispose();
        Damage(File.ReadAllBytes(_home.File));
        var again = _home.Open();

        var total = (await again.Store.ListAsync(scope, new TaskQuery(), Token)).Total;
        var begun = await again.Store.BeginAsync(scope, StoreFixture.Task("new"), BudgetLimits.Unlimited, StoreFixture.Window, newTake: false);

        Assert.IsType<BeginOutcome.Begun>(begun);
        Assert.NotNull(again.Store.Notice);
        Assert.InRange((await again.Store.ListAsync(scope, new TaskQuery(), Token)).Total, 20, 199);
        Assert.True(total >= 20);
        Assert.IsType<FindOutcome.Found>(await again.Store.FindAsync(scope, "id-199", Token));
    }

    [Fact]
    public async Task Begin_AnotherInstanceSetTheFileAside_WritesIntoTheNewOne()
    {
        await _home.BegunAsync(StoreFixture.Task("old"));
        File.Move(_home.File, Path.Combine(_home.Folder, "ledger.damaged-1.db"));
        using var other = _home.Open();
        var scope = await other.Store.GetScopeAsync(new Uri("https://api.example.com"), null, null, Token);

        var task = Assert.IsType<BeginOutcome.Begun>(
            await _home.Store.BeginAsync(scope, StoreFixture.Task("new"), BudgetLimits.Unlimited, StoreFixture.Window, newTake: false)).Task;

        Assert.NotNull(await other.Store.GetAsync(task.Handle, Token));
    }

    [Fact]
    public async Task Accept_RowGoneWithItsFile_WritesItAnew()
    {
        var task = await _home.BegunAsync();
        File.Delete(_home.File);

        await _home.Store.AcceptAsync(task.Handle, "id-1");

        Assert.Equal("id-1", (await _home.Open().Store.GetAsync(task.Handle, Token))!.TaskId);
    }

    [Fact]
    public async Task Accept_FileLocked_IsKeptBesideAndTakenOverLater()
    {
        var ledger = _home.Open(busySeconds: 1);
        var task = Assert.IsType<BeginOutcome.Begun>(
            await ledger.Store.BeginAsync(await _home.ScopeAsync(), StoreFixture.Task(), BudgetLimits.Unlimited, StoreFixture.Window, newTake: false)).Task;
        VideoTask accepted;
        using (var other = Raw())
        {
            Run(other, "BEGIN IMMEDIATE");
            accepted = await ledger.Store.AcceptAsync(task.Handle, "id-1");
        }

        var kept = Directory.EnumerateFiles(_home.Folder, "answer-*.json").ToList();
        var seen = (await _home.Open().Store.GetAsync(task.Handle, Token))!;

        Assert.Equal("id-1", accepted.TaskId);
        Assert.Single(kept);
        Assert.Equal(("id-1", VideoTaskState.Accepted), (seen.TaskId, seen.State));
        Assert.Empty(Directory.EnumerateFiles(_home.Folder, "answer-*.json"));
    }

    [Fact]
    public async Task Accept_AfterDispose_IsKeptBesideAndTakenOverByTheNext()
    {
        var ledger = _home.Open();
        var task = Assert.IsType<BeginOutcome.Begun>(
            await ledger.Store.BeginAsync(await _home.ScopeAsync(), StoreFixture.Task(), BudgetLimits.Unlimited, StoreFixture.Window, newTake: false)).Task;
        ledger.Dispose();

        await ledger.Store.AcceptAsync(task.Handle, "id-1");

        Assert.Equal("id-1", (await _home.Open().Store.GetAsync(task.Handle, Token))!.TaskId);
    }

    [Fact]
    public async Task Begin_FolderIsAFile_IsRefusedWithoutCharge()
    {
        File.WriteAllText(_home.Folder, "");

        var fault = await Assert.ThrowsAsync<TaskStoreUnavailableException>(async () => await _home.ScopeAsync());

        Assert.Equal(ChargeStatus.No, fault.Charge);
        File.Delete(_home.Folder);
    }

    [Fact]
    public async Task Open_FileOfAnOlderVersion_AddsWhatIsMissing()
    {
        OlderFile();

        var task = (await _home.Store.GetAsync("v222", Token))!;
        await _home.AcceptedAsync("id-2", StoreFixture.Task("new"));

        Assert.Equal(("old", "id-1", VideoTaskState.Accepted), (task.Settings.Prompt, task.TaskId, task.State));
        Assert.Empty(task.Files);
    }

    [Fact]
    public async Task Write_ByAnOlderVersionAfterMigration_IsRead()
    {
        OlderFile();
        await _home.BegunAsync(StoreFixture.Task("new"));
        using (var older = Raw())
        {
            Run(older, "INSERT INTO tasks (handle, scope, state, fingerprint, prompt) VALUES ('v333', 's', 'running', 'f', 'later')");
            Run(older, "UPDATE tasks SET state = 'succeeded', revision = revision + 1 WHERE handle = 'v222'");
        }

        Assert.Equal("later", (await _home.Store.GetAsync("v333", Token))!.Settings.Prompt);
        Assert.Equal(VideoTaskState.Succeeded, (await _home.Store.GetAsync("v222", Token))!.State);
    }

    [Fact]
    public async Task Write_ByANewerVersion_KeepsItsColumnsWordsAndNumber()
    {
        var handle = (await _home.AcceptedAsync()).Handle;
        using var newer = Raw();
        Run(newer, "ALTER TABLE tasks ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'");
        Run(newer, "UPDATE schema_version SET version = 99");
        Run(newer, $"UPDATE tasks SET mood = 'wild', state = 'dreaming' WHERE handle = '{handle}'");

        var ledger = _home.Open();
        var read = (await ledger.Store.GetAsync(handle, Token))!;
        await ledger.Store.ApplyAsync(handle, new TaskUpdate.FileNotSaved("disk_full", "none", _home.Clock.GetUtcNow()));

        Assert.Equal(VideoTaskState.Unrecognized, read.State);
        Assert.Equal("wild dreaming 99", Ask(newer, $"SELECT mood || ' ' || state || ' ' || version FROM tasks, schema_version WHERE handle = '{handle}'"));
        Assert.IsType<BeginOutcome.Duplicate>(await _home.BeginAsync());
    }

    [Theory]
    [InlineData(DriveType.Fixed, "ext4", true)]
    [InlineData(DriveType.Ram, "tmpfs", true)]
    [InlineData(DriveType.Network, "nfs4", false)]
    [InlineData(DriveType.Unknown, "9p", false)]
    [InlineData(DriveType.Fixed, "fuse.sshfs", false)]
    public void CanShareMemory_ByFileSystem_KnowsWhereWalIsUnsafe(DriveType type, string format, bool expected) =>
        Assert.Equal(expected, FileSystems.CanShareMemory(type, format));

    private void OlderFile()
    {
        Directory.CreateDirectory(_home.Folder);
        using var older = Raw();
        Run(older, "CREATE TABLE schema_version (version INTEGER NOT NULL)");
        Run(older, "INSERT INTO schema_version VALUES (0)");
        Run(older,
            """
            CREATE TABLE tasks (seq INTEGER PRIMARY KEY AUTOINCREMENT, handle TEXT NOT NULL UNIQUE, scope TEXT NOT NULL, state TEXT NOT NULL,
                revision INTEGER NOT NULL DEFAULT 1, fingerprint TEXT NOT NULL, prompt TEXT, task_id TEXT)
            """);
        Run(older, "INSERT INTO tasks (handle, scope, state, fingerprint, prompt, task_id) VALUES ('v222', 's', 'accepted', 'f', 'old', 'id-1')");
    }

    private void Damage(byte[] bytes)
    {
        // Everything in the middle third, page headers included.
        Array.Fill(bytes, (byte)0xA5, bytes.Length / 3, bytes.Length / 3);
        File.WriteAllBytes(_home.File, bytes);
    }

    private SqliteConnection Raw()
    {
        var connection = new SqliteConnection($"Data Source={_home.File};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Run(SqliteConnection connection, string sql) => connection.Execute(sql);

    private static string? Ask(SqliteConnection connection, string sql) => connection.Text(sql);
}
