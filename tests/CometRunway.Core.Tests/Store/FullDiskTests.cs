using CometRunway.Errors;
using CometRunway.Store;
using CometRunway.Store.Sqlite;
using Microsoft.Data.Sqlite;

namespace CometRunway.Core.Tests.Store;

/// <summary>The ledger's own log must not fill the disk for good.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const int Full = 13;
    private readonly SqliteFixture _home = new();

    private string Log => _home.File + "-wal";

    private string Reserve => Path.Combine(_home.Folder, "ledger.reserve");

    private string Space => Path.Combine(_home.Folder, "ledger.space");

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Write_ManyTasks_KeepsTheLogShort()
    {
        for (var i = 0; i < 60; i++)
            await _home.AcceptedAsync($"id-{i}", StoreFixture.Task($"f{i}"));

        Assert.InRange(new FileInfo(Log).Length, 1, 600 * 1024);
    }

    [Fact]
    public async Task Write_DiskIsFullOfTheLog_EmptiesItWithoutTheReserveForOutcomes()
    {
        for (var i = 0; i < 4; i++)
            await _home.AcceptedAsync($"id-{i}", StoreFixture.Task($"f{i}"));
        var attempts = new List<(bool HasReserve, bool HasSpace, long LogLength)>();

        var tasks = _home.Ledger!.Database.Write(connection =>
        {
            attempts.Add((File.Exists(Reserve), File.Exists(Space), new FileInfo(Log).Length));
            return attempts.Count == 1 ? throw new SqliteException("database or disk is full", Full) : connection.Number("SELECT count(*) FROM tasks");
        });

        Assert.Equal(4, tasks);
        Assert.True(attempts[0] is { HasReserve: true, HasSpace: true, LogLength: > 64 * 1024 });
        Assert.Equal((true, false, 0L), attempts[1]);
        Assert.True(File.Exists(Space));
    }

    /// <summary>The id of a paid task would be lost: without the reserved space there is no room for the file that keeps it.</summary>
    [Fact]
    public async Task Conclude_DatabaseTakesNoMore_ReleasesTheReserveForTheFileWithTheId()
    {
        var begun = await _home.BegunAsync();
        Assert.True(File.Exists(Reserve));
        Refuse(true);

        var task = await _home.Store.ConcludeAsync(begun.Handle, new SubmissionOutcome.Accepted("id-1"));

        Assert.Equal((VideoTaskState.Accepted, "id-1"), (task.State, task.TaskId));
        Assert.Single(Directory.GetFiles(_home.Folder, "answer-*.json"));
        Assert.False(File.Exists(Reserve));
        Refuse(false);
        Assert.Equal("id-1", (await _home.Open().Store.GetAsync(begun.Handle, TestContext.Current.CancellationToken))!.TaskId);
    }

    /// <summary>An error with an id is the only trace of a task that may be paid.</summary>
    [Fact]
    public async Task Conclude_UnconfirmedIdWhileTheDatabaseTakesNoMore_IsInTheFileBesideIt()
    {
        var begun = await _home.BegunAsync();
        Refuse(true);

        var task = await _home.Store.ConcludeAsync(begun.Handle, new SubmissionOutcome.Unknown("service_fault", "HTTP 500") { UnconfirmedId = "id-9" });

        Assert.Equal((VideoTaskState.Unknown, "id-9"), (task.State, task.UnconfirmedId));
        Refuse(false);
        Assert.Equal("id-9", (await _home.Open().Store.GetAsync(begun.Handle, TestContext.Current.CancellationToken))!.UnconfirmedId);
    }

    /// <summary>A reserve of no size reserves nothing, and the next full disk loses the id of a paid task.</summary>
    [Fact]
    public async Task Begin_ReserveWasCutOff_IsMadeAgain()
    {
        await _home.BegunAsync();
        var full = new FileInfo(Reserve).Length;
        await File.WriteAllBytesAsync(Reserve, [], TestContext.Current.CancellationToken);

        await _home.BegunAsync(StoreFixture.Task("f2"));

        Assert.Equal(full, new FileInfo(Reserve).Length);
    }

    [Fact]
    public async Task Write_DiskIsFullOfOtherFiles_IsNotTriedAgain()
    {
        await _home.AcceptedAsync();
        _home.Ledger!.Database.Write(connection => connection.Execute("SELECT 1"));
        using (var other = new SqliteConnection($"Data Source={_home.File};Pooling=False"))
        {
            other.Open();
            other.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }

        var attempts = 0;

        Assert.Throws<TaskStoreUnavailableException>(() => _home.Ledger.Database.Write<int>(_ =>
        {
            attempts++;
            throw new SqliteException("database or disk is full", Full);
        }));

        Assert.Equal(1, attempts);
        Assert.True(File.Exists(Reserve));
    }

    /// <summary>Makes the database refuse every change of a row, as a full disk does.</summary>
    private void Refuse(bool refuse) => _home.Ledger!.Database.Write(connection => connection.Execute(refuse
        ? "CREATE TRIGGER full BEFORE UPDATE ON tasks BEGIN SELECT RAISE(ABORT, 'full'); END"
        : "DROP TRIGGER full"));
}
