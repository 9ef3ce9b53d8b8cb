using CometRunway.Errors;
using CometRunway.Store;
using CometRunway.TestKit.Stores;
using Microsoft.Data.Sqlite;

namespace CometRunway.Core.Tests.Store;

/// <summary>Two outcomes for one task, in any order and wherever each is written: the stronger one stands, and an id is never lost.</summary>
public sealed class OutcomeOrderTests : IDisposable
{
    private readonly SqliteFixture _home = new();

    public enum Told
    {
        Accepted,
        Rejected,
        Unknown,
    }

    /// <summary>What becomes of the ledger's file when an outcome arrives.</summary>
    public enum File
    {
        Open,
        Locked,
        Closed,
    }

    public static TheoryData<Told, File, Told, File> All =>
    [
        .. from first in Enum.GetValues<Told>()
           from firstFile in Enum.GetValues<File>()
           from second in Enum.GetValues<Told>()
           from secondFile in Enum.GetValues<File>()
           where first != second && (firstFile != File.Closed || secondFile == File.Closed) && (firstFile != File.Locked || secondFile != File.Locked)
           select (first, firstFile, second, secondFile),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Theory]
    [MemberData(nameof(All))]
    public async Task TwoOutcomes_InAnyOrderAndPlace_TheStrongerStands(Told first, File firstFile, Told second, File secondFile)
    {
        var ledger = _home.Open(busySeconds: 1);
        var handle = await Begun(ledger);
        var strongest = (Told)Math.Min((int)first, (int)second);

        await Tell(ledger, handle, first, firstFile);
        // Where the first is safe in the file and forgotten here, nobody can be shown the row now; what is known stands all the same.
        if (first != Told.Unknown && ((firstFile, secondFile) is (File.Open, not File.Open) or (File.Locked, File.Closed)))
            await Assert.ThrowsAsync<TaskStoreUnavailableException>(() => Tell(ledger, handle, second, secondFile));
        else
            Assert.Equal(Expected(strongest), Seen(await Tell(ledger, handle, second, secondFile)));

        ledger.Dispose();
        Assert.Equal(Expected(strongest), Seen((await _home.Open().Store.GetAsync(handle, Token))!));
        Assert.Empty(Kept());
    }

    [Fact]
    public async Task TwoOutcomes_OfTwoProcessesBesideALockedFile_BothAreKept()
    {
        var here = _home.Open(busySeconds: 1);
        var there = _home.Open(busySeconds: 1);
        var handle = await Begun(here);
        using (Lock())
        {
            await here.Store.AcceptAsync(handle, "id-1");
            await Assert.ThrowsAnyAsync<Exception>(async () => await there.Store.MarkUnknownAsync(handle, "abandoned", "gone"));
            Assert.Equal(2, Kept().Length);
        }

        var seen = (await _home.Open().Store.GetAsync(handle, Token))!;

        Assert.Equal((VideoTaskState.Accepted, "id-1"), (seen.State, seen.TaskId));
    }

    [Fact]
    public async Task Accept_ProcessEndedBetweenWritingAndRenaming_IsTakenOver()
    {
        var ledger = _home.Open();
        var handle = await Begun(ledger);
        ledger.Dispose();
        await ledger.Store.AcceptAsync(handle, "id-1");
        var file = Assert.Single(Kept());
        System.IO.File.Move(file, file + ".half");

        Assert.Equal("id-1", (await _home.Open().Store.GetAsync(handle, Token))!.TaskId);
        Assert.Empty(Kept());
    }

    [Fact]
    public async Task Accept_FolderAndFileTakeNothing_IsWrittenWhenTheyDoAgain()
    {
        var ledger = _home.Open(busySeconds: 1);
        var handle = await Begun(ledger);
        var away = _home.Folder + "-away";
        Directory.Move(_home.Folder, away);
        System.IO.File.WriteAllText(_home.Folder, "in the place of the folder");
        var accepted = await ledger.Store.AcceptAsync(handle, "id-1");
        System.IO.File.Delete(_home.Folder);
        Directory.Move(away, _home.Folder);

        Assert.Equal("id-1", accepted.TaskId);
        Assert.Equal("id-1", (await ledger.Store.GetAsync(handle, Token))!.TaskId);
        Assert.Equal("id-1", (await _home.Open().Store.GetAsync(handle, Token))!.TaskId);
    }

    private async Task<VideoTask> Tell(StoreInstance ledger, string handle, Told told, File file)
    {
        using var locked = file == File.Locked ? Lock() : null;
        if (file == File.Closed)
            ledger.Dispose();
        return told switch
        {
            Told.Accepted => await ledger.Store.AcceptAsync(handle, "id-1"),
            Told.Rejected => await ledger.Store.RejectAsync(handle, "no", "refused"),
            _ => await ledger.Store.MarkUnknownAsync(handle, "no_answer", "nobody knows"),
        };
    }

    private static (VideoTaskState State, string? TaskId) Seen(VideoTask task) => (task.State, task.TaskId);

    private static (VideoTaskState State, string? TaskId) Expected(Told strongest) => strongest switch
    {
        Told.Accepted => (VideoTaskState.Accepted, "id-1"),
        Told.Rejected => (VideoTaskState.Rejected, null),
        _ => (VideoTaskState.Unknown, null),
    };

    private async Task<string> Begun(StoreInstance ledger) => Assert.IsType<BeginOutcome.Begun>(
        await ledger.Store.BeginAsync(await _home.ScopeAsync(), StoreFixture.Task(), BudgetLimits.Unlimited, StoreFixture.Window, newTake: false)).Task.Handle;

    private string[] Kept() => Directory.GetFiles(_home.Folder, "answer-*");

    private SqliteConnection Lock()
    {
        var connection = new SqliteConnection($"Data Source={_home.File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return connection;
    }
}
