using CometRunway.Api;
using CometRunway.Errors;
using CometRunway.Store;
using CometRunway.Store.Sqlite;
using Microsoft.Data.Sqlite;

namespace CometRunway.Core.Tests.Store;

/// <summary>Two outcomes for one task, in any order and wherever each is written: the stronger one stands, and an id is never lost.</summary>
public sealed class OutcomeOrderTests : IDisposable
{
    private readonly LedgerFixture _home = new();

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

    public void Dispose() => _home.Dispose();

    [Theory]
    [MemberData(nameof(All))]
    public void TwoOutcomes_InAnyOrderAndPlace_TheStrongerStands(Told first, File firstFile, Told second, File secondFile)
    {
        var ledger = _home.Open(busySeconds: 1);
        var handle = Begun(ledger);
        var strongest = (Told)Math.Min((int)first, (int)second);

        Tell(ledger, handle, first, firstFile);
        // Where the first is safe in the file and forgotten here, nobody can be shown the row now; what is known stands all the same.
        if (first != Told.Unknown && ((firstFile, secondFile) is (File.Open, not File.Open) or (File.Locked, File.Closed)))
            Assert.Throws<TaskStoreUnavailableException>(() => Tell(ledger, handle, second, secondFile));
        else
            Assert.Equal(Expected(strongest), Seen(Tell(ledger, handle, second, secondFile)));

        ledger.Dispose();
        Assert.Equal(Expected(strongest), Seen(_home.Open().Get(handle)!));
        Assert.Empty(Kept());
    }

    [Fact]
    public void TwoOutcomes_OfTwoProcessesBesideALockedFile_BothAreKept()
    {
        var here = _home.Open(busySeconds: 1);
        var there = _home.Open(busySeconds: 1);
        var handle = Begun(here);
        using (Lock())
        {
            here.Accept(handle, new CreateTaskResponse("id-1"));
            Assert.ThrowsAny<Exception>(() => there.MarkUnknown(handle, "abandoned", "gone"));
            Assert.Equal(2, Kept().Length);
        }

        var seen = _home.Open().Get(handle)!;

        Assert.Equal((VideoTaskState.Accepted, "id-1"), (seen.State, seen.TaskId));
    }

    [Fact]
    public void Accept_ProcessEndedBetweenWritingAndRenaming_IsTakenOver()
    {
        var ledger = _home.Open();
        var handle = Begun(ledger);
        ledger.Dispose();
        ledger.Accept(handle, new CreateTaskResponse("id-1"));
        var file = Assert.Single(Kept());
        System.IO.File.Move(file, file + ".half");

        Assert.Equal("id-1", _home.Open().Get(handle)!.TaskId);
        Assert.Empty(Kept());
    }

    [Fact]
    public void Accept_FolderAndFileTakeNothing_IsWrittenWhenTheyDoAgain()
    {
        var ledger = _home.Open(busySeconds: 1);
        var handle = Begun(ledger);
        var away = _home.Folder + "-away";
        Directory.Move(_home.Folder, away);
        System.IO.File.WriteAllText(_home.Folder, "in the place of the folder");
        var accepted = ledger.Accept(handle, new CreateTaskResponse("id-1"));
        System.IO.File.Delete(_home.Folder);
        Directory.Move(away, _home.Folder);

        Assert.Equal("id-1", accepted.TaskId);
        Assert.Equal("id-1", ledger.Get(handle)!.TaskId);
        Assert.Equal("id-1", _home.Open().Get(handle)!.TaskId);
    }

    private VideoTask Tell(SqliteTaskStore ledger, string handle, Told told, File file)
    {
        using var locked = file == File.Locked ? Lock() : null;
        if (file == File.Closed)
            ledger.Dispose();
        return told switch
        {
            Told.Accepted => ledger.Accept(handle, new CreateTaskResponse("id-1")),
            Told.Rejected => ledger.Reject(handle, "no", "refused"),
            _ => ledger.MarkUnknown(handle, "no_answer", "nobody knows"),
        };
    }

    private static (VideoTaskState State, string? TaskId) Seen(VideoTask entry) => (entry.State, entry.TaskId);

    private static (VideoTaskState State, string? TaskId) Expected(Told strongest) => strongest switch
    {
        Told.Accepted => (VideoTaskState.Accepted, "id-1"),
        Told.Rejected => (VideoTaskState.Rejected, null),
        _ => (VideoTaskState.Unknown, null),
    };

    private string Begun(SqliteTaskStore ledger) => Assert.IsType<BeginOutcome.Begun>(
        ledger.Begin(_home.Scope, LedgerFixture.Task(), BudgetLimits.Unlimited, LedgerFixture.Window, newTake: false)).Entry.Handle;

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
