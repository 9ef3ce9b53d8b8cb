using System.Text;
using CometRunway.Api;
using CometRunway.Api.Wire;
using CometRunway.Errors;
using CometRunway.Options;
using CometRunway.Store;
using CometRunway.Store.Sqlite;
using Microsoft.Data.Sqlite;

namespace CometRunway.Core.Tests.Store;

public sealed class FileSafetyTests : IDisposable
{
    private readonly LedgerFixture _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Constructor_BeforeFirstUse_TouchesNothing()
    {
        _home.Open();

        Assert.False(Directory.Exists(_home.Folder));
    }

    [Fact]
    public void File_OnUnix_IsForItsUserOnly()
    {
        // Windows has no such modes; there the folder lies in the user's own profile.
        if (OperatingSystem.IsWindows())
            return;
        _home.Accepted();

        foreach (var file in Directory.EnumerateFiles(_home.Folder))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_home.Folder));
    }

    [Fact]
    public void File_AfterUse_HoldsNoKey()
    {
        var ledger = _home.Open();
        var scope = ledger.ScopeFor(new Uri("https://api.example.com"), new ApiKey("sk-very-secret"), "caller-1");
        ledger.Begin(scope, LedgerFixture.Task(), BudgetLimits.Unlimited, LedgerFixture.Window, newTake: false);
        ledger.Dispose();

        var bytes = Directory.EnumerateFiles(_home.Folder).SelectMany(File.ReadAllBytes).ToArray();

        Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes("very-secret")));
        Assert.NotEqual(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes("a slow pan")));
    }

    [Fact]
    public void Dispose_OfTheLast_LeavesNoJournalBehind()
    {
        var ledger = _home.Open();
        ledger.ScopeFor(new Uri("https://api.example.com"), null, null);

        ledger.Dispose();

        Assert.Equal(["ledger.db"], Directory.EnumerateFiles(_home.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void Open_FileThatIsNoDatabase_SetsItAsideAndBeginsAnew()
    {
        Directory.CreateDirectory(_home.Folder);
        File.WriteAllText(_home.File, new string('x', 5000));

        var entry = _home.Begun();

        Assert.Contains("ledger.damaged-20261124T120000000Z.db", _home.Ledger.Notice, StringComparison.Ordinal);
        Assert.Equal(5000, new FileInfo(Path.Combine(_home.Folder, "ledger.damaged-20261124T120000000Z.db")).Length);
        Assert.NotNull(_home.Open().Get(entry.Handle));
    }

    [Fact]
    public void Open_FileDamagedInTheMiddle_TakesReadableTasksAlong()
    {
        var scope = _home.Scope;
        for (var i = 0; i < 200; i++)
            _home.Accepted("id-" + i, LedgerFixture.Task("f" + i, prompt: new string('p', 400)));
        _home.Ledger.Dispose();
        Damage(File.ReadAllBytes(_home.File));
        var again = _home.Open();

        var total = again.List(scope, new TaskQuery()).Total;
        var begun = again.Begin(scope, LedgerFixture.Task("new"), BudgetLimits.Unlimited, LedgerFixture.Window, newTake: false);

        Assert.IsType<BeginOutcome.Begun>(begun);
        Assert.NotNull(again.Notice);
        Assert.InRange(again.List(scope, new TaskQuery()).Total, 20, 199);
        Assert.True(total >= 20);
        Assert.IsType<FindOutcome.Found>(again.Find(scope, "id-199"));
    }

    [Fact]
    public void Begin_AnotherInstanceSetTheFileAside_WritesIntoTheNewOne()
    {
        _home.Begun(LedgerFixture.Task("old"));
        File.Move(_home.File, Path.Combine(_home.Folder, "ledger.damaged-1.db"));
        using var other = _home.Open();
        var scope = other.ScopeFor(new Uri("https://api.example.com"), null, null);

        var entry = Assert.IsType<BeginOutcome.Begun>(
            _home.Ledger.Begin(scope, LedgerFixture.Task("new"), BudgetLimits.Unlimited, LedgerFixture.Window, newTake: false)).Entry;

        Assert.NotNull(other.Get(entry.Handle));
    }

    [Fact]
    public void Accept_RowGoneWithItsFile_WritesItAnew()
    {
        var entry = _home.Begun();
        File.Delete(_home.File);

        _home.Ledger.Accept(entry.Handle, new CreateTaskResponse("id-1"));

        Assert.Equal("id-1", _home.Open().Get(entry.Handle)!.TaskId);
    }

    [Fact]
    public void Accept_FileLocked_IsKeptBesideAndTakenOverLater()
    {
        var ledger = _home.Open(busySeconds: 1);
        var entry = Assert.IsType<BeginOutcome.Begun>(
            ledger.Begin(_home.Scope, LedgerFixture.Task(), BudgetLimits.Unlimited, LedgerFixture.Window, newTake: false)).Entry;
        VideoTask accepted;
        using (var other = Raw())
        {
            Run(other, "BEGIN IMMEDIATE");
            accepted = ledger.Accept(entry.Handle, new CreateTaskResponse("id-1"));
        }

        var kept = Directory.EnumerateFiles(_home.Folder, "answer-*.json").ToList();
        var seen = _home.Open().Get(entry.Handle)!;

        Assert.Equal("id-1", accepted.TaskId);
        Assert.Single(kept);
        Assert.Equal(("id-1", VideoTaskState.Accepted), (seen.TaskId, seen.State));
        Assert.Empty(Directory.EnumerateFiles(_home.Folder, "answer-*.json"));
    }

    [Fact]
    public void Accept_AfterDispose_IsKeptBesideAndTakenOverByTheNext()
    {
        var ledger = _home.Open();
        var entry = Assert.IsType<BeginOutcome.Begun>(
            ledger.Begin(_home.Scope, LedgerFixture.Task(), BudgetLimits.Unlimited, LedgerFixture.Window, newTake: false)).Entry;
        ledger.Dispose();

        ledger.Accept(entry.Handle, new CreateTaskResponse("id-1"));

        Assert.Equal("id-1", _home.Open().Get(entry.Handle)!.TaskId);
    }

    [Fact]
    public void Begin_FolderIsAFile_IsRefusedWithoutCharge()
    {
        File.WriteAllText(_home.Folder, "");

        var fault = Assert.Throws<TaskStoreUnavailableException>(() => _home.Ledger.ScopeFor(new Uri("https://api.example.com"), null, null));

        Assert.Equal(ChargeStatus.No, fault.Charge);
        File.Delete(_home.Folder);
    }

    [Fact]
    public void Open_FileOfAnOlderVersion_AddsWhatIsMissing()
    {
        OlderFile();

        var entry = _home.Ledger.Get("v222")!;
        _home.Accepted("id-2", LedgerFixture.Task("new"));

        Assert.Equal(("old", "id-1", VideoTaskState.Accepted), (entry.Settings.Prompt, entry.TaskId, entry.State));
        Assert.Empty(entry.Files);
    }

    [Fact]
    public void Write_ByAnOlderVersionAfterMigration_IsRead()
    {
        OlderFile();
        _home.Begun(LedgerFixture.Task("new"));
        using (var older = Raw())
        {
            Run(older, "INSERT INTO tasks (handle, scope, state, fingerprint, prompt) VALUES ('v333', 's', 'running', 'f', 'later')");
            Run(older, "UPDATE tasks SET state = 'succeeded', revision = revision + 1 WHERE handle = 'v222'");
        }

        Assert.Equal("later", _home.Ledger.Get("v333")!.Settings.Prompt);
        Assert.Equal(VideoTaskState.Succeeded, _home.Ledger.Get("v222")!.State);
    }

    [Fact]
    public void Write_ByANewerVersion_KeepsItsColumnsWordsAndNumber()
    {
        var handle = _home.Accepted().Handle;
        using var newer = Raw();
        Run(newer, "ALTER TABLE tasks ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'");
        Run(newer, "UPDATE schema_version SET version = 99");
        Run(newer, $"UPDATE tasks SET mood = 'wild', state = 'dreaming' WHERE handle = '{handle}'");

        var ledger = _home.Open();
        var read = ledger.Get(handle)!;
        ledger.RecordFileProblem(handle, "none", _home.Clock.GetUtcNow());

        Assert.Equal(VideoTaskState.Unrecognized, read.State);
        Assert.Equal("wild dreaming 99", Ask(newer, $"SELECT mood || ' ' || state || ' ' || version FROM tasks, schema_version WHERE handle = '{handle}'"));
        Assert.IsType<BeginOutcome.Duplicate>(_home.Begin());
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
