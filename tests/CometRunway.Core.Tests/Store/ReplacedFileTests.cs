using CometRunway.Options;
using CometRunway.Store;
using CometRunway.Store.Sqlite;
using CometRunway.TestKit.Stores;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CometRunway.Core.Tests.Store;

/// <summary>The ledger file is deleted, replaced, restored or damaged from outside: no paid task is lost, paid again or out of reach.</summary>
public sealed class ReplacedFileTests : IDisposable
{
    private readonly SqliteFixture _home = new();
    private readonly SqliteFixture _other = new();

    public ReplacedFileTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "SQLite keeps its open files from being replaced there.");

    public static TheoryData<Trouble> All => [.. Enum.GetValues<Trouble>()];

    /// <summary>The file alone changes; the small files beside it stay.</summary>
    public static TheoryData<Trouble> BetweenStarts =>
    [
        .. from trouble in Enum.GetValues<Trouble>()
           where trouble is not (Trouble.FolderMovedAway or Trouble.FolderReplacedByCopy or Trouble.FolderReplacedByOlderCopy)
           select trouble,
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _home.Dispose();
        _other.Dispose();
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Trouble_WhileOneProcessRuns_EveryTaskIsListedHeldAndFollowed(Trouble trouble)
    {
        var running = _home.Open();
        var before = await AcceptedAsync(running, "before", "id-1");
        await PrepareAsync(running);
        var latest = await AcceptedAsync(running, "latest", "id-2");
        var inFlight = await BegunAsync(running, "in-flight");

        LedgerTrouble.Cause(trouble, _home.Folder, _other.Folder);
        await running.Store.AcceptAsync(inFlight.Handle, "id-3");
        var after = await AcceptedAsync(running, "after", "id-4");
        running.Dispose();

        await AssertAllAreHereAsync(_home.Open(), before, latest, inFlight, after);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Trouble_WhileTwoProcessesRun_EveryTaskOfBothIsListedHeldAndFollowed(Trouble trouble)
    {
        _home.Clock.SetUtcNow(TimeProvider.System.GetUtcNow());
        var one = _home.Open();
        using var two = new LedgerChild(_home.Folder);
        var ofOne = await AcceptedAsync(one, "one", "id-1");
        await PrepareAsync(one);
        var ofTwo = (await two.Ask("begin two"))!;

        LedgerTrouble.Cause(trouble, _home.Folder, _other.Folder);
        var later = await AcceptedAsync(one, "later", "id-3");
        var accepted = await two.Ask($"accept {ofTwo} id-2");
        one.Dispose();
        two.Kill();

        Assert.Equal("id-2", accepted);
        await AssertAllAreHereAsync(_home.Open(), ofOne, later, later with { Fingerprint = "two" });
    }

    [Theory]
    [MemberData(nameof(BetweenStarts))]
    public async Task Trouble_BetweenTwoStarts_EveryRecentTaskIsListedHeldAndFollowed(Trouble trouble)
    {
        var first = _home.Open();
        var before = await AcceptedAsync(first, "before", "id-1");
        await PrepareAsync(first);
        var latest = await AcceptedAsync(first, "latest", "id-2");
        first.Dispose();

        LedgerTrouble.Cause(trouble, _home.Folder, _other.Folder);

        await AssertAllAreHereAsync(_home.Open(), before, latest);
    }

    /// <summary>The older copy says that the first task has the id, which another task got since then. Both would show one video.</summary>
    [Fact]
    public async Task Trouble_OlderCopyInWhichATaskStillHasTheIdOfAnother_OnlyTheOtherHasIt()
    {
        var running = _home.Open();
        var weak = (await BegunAsync(running, "weak")).Handle;
        await running.Store.ConcludeAsync(weak, new SubmissionOutcome.Unknown("service_fault", "HTTP 500") { UnconfirmedId = "id-9" });
        await running.Store.ConcludeAsync(weak, new SubmissionOutcome.Accepted("id-9") { IdFromError = true });
        await PrepareAsync(running);
        var owner = await AcceptedAsync(running, "owner", "id-9");

        LedgerTrouble.Cause(Trouble.FolderReplacedByOlderCopy, _home.Folder, _other.Folder);
        await AcceptedAsync(running, "after", "id-4");

        var listed = (await running.Store.ListAsync(await ScopeAsync(running), new TaskQuery { Limit = 50 }, Token)).Tasks;
        Assert.Equal(owner.Fingerprint, Assert.Single(listed, task => task.TaskId == "id-9").Fingerprint);
        var lost = Assert.Single(listed, task => task.Fingerprint == "weak");
        Assert.Equal((VideoTaskState.Unknown, "id-9"), (lost.State, lost.UnconfirmedId));
    }

    /// <summary>Another process recorded the outcome as unknown before the answer with the id arrived, so only the id is new.</summary>
    [Fact]
    public async Task Deleted_BetweenTwoStarts_TheUnconfirmedIdIsStillThere()
    {
        var first = _home.Open();
        var handle = (await BegunAsync(first, "lost")).Handle;
        await first.Store.MarkUnknownAsync(handle);
        await first.Store.ConcludeAsync(handle, new SubmissionOutcome.Unknown("service_fault", "HTTP 500") { UnconfirmedId = "id-9" });
        first.Dispose();

        LedgerTrouble.Cause(Trouble.Deleted, _home.Folder, _other.Folder);

        Assert.Equal("id-9", (await _home.Open().Store.GetAsync(handle, Token))!.UnconfirmedId);
    }

    [Theory]
    [InlineData(Trouble.Deleted)]
    [InlineData(Trouble.Emptied)]
    [InlineData(Trouble.Overwritten)]
    [InlineData(Trouble.RestoredByRename)]
    [InlineData(Trouble.ReplacedByAnother)]
    public async Task Notice_AfterTrouble_IsToldByEveryProcessForADay(Trouble trouble)
    {
        var first = _home.Open();
        await AcceptedAsync(first, "before", "id-1");
        await PrepareAsync(first);
        await AcceptedAsync(first, "latest", "id-2");
        first.Dispose();
        LedgerTrouble.Cause(trouble, _home.Folder, _other.Folder);

        var noticing = _home.Open();
        await noticing.Store.GetTotalsAsync(await ScopeAsync(noticing), null, Token);
        var later = _home.Open();
        await later.Store.GetTotalsAsync(await ScopeAsync(later), null, Token);
        var (atOnce, then) = (noticing.Store.Notice, later.Store.Notice);
        _home.Clock.Advance(TimeSpan.FromHours(25));

        Assert.NotNull(atOnce);
        Assert.Equal(atOnce, then);
        Assert.Null(later.Store.Notice);
    }

    [Fact]
    public async Task Notice_WithoutTrouble_IsAbsent()
    {
        var first = _home.Open();
        await AcceptedAsync(first, "before", "id-1");
        var second = _home.Open();
        await AcceptedAsync(second, "later", "id-2");
        first.Dispose();
        var third = _home.Open();
        await AcceptedAsync(third, "last", "id-3");

        Assert.All([second, third], process => Assert.Null(process.Store.Notice));
    }

    [Fact]
    public async Task Limits_LedgerEmptiedBetweenStarts_StillCountTheTasksOfTheDay()
    {
        var first = _home.Open();
        await AcceptedAsync(first, "f1", "id-1");
        await AcceptedAsync(first, "f2", "id-2");
        first.Dispose();
        LedgerTrouble.Cause(Trouble.Emptied, _home.Folder, _other.Folder);

        var next = _home.Open();
        var outcome = await next.Store.BeginAsync(await ScopeAsync(next), StoreFixture.Task("f3"), new BudgetLimits(2, null, null), StoreFixture.Window, newTake: false);

        Assert.Equal(2, Assert.IsType<BeginOutcome.OverBudget>(outcome).Refusal.Used);
    }

    [Fact]
    public async Task Begin_ScopeOfAnEarlierSalt_FindsTheTaskItCarriedOver()
    {
        var running = _home.Open();
        var scope = await ScopeAsync(running);
        var task = await AcceptedAsync(running, "before", "id-1");
        await PrepareAsync(running);
        LedgerTrouble.Cause(Trouble.ReplacedByAnother, _home.Folder, _other.Folder);

        // The scope was computed before the file had another salt.
        var outcome = await running.Store.BeginAsync(scope, StoreFixture.Task("before"), BudgetLimits.Unlimited, StoreFixture.Window, newTake: false);

        Assert.Equal(task.Handle, Assert.IsType<BeginOutcome.Duplicate>(outcome).Earlier.Handle);
    }

    [Fact]
    public async Task Trouble_FileOfAnotherSaltAndBackAgain_TasksOfBothStayInReach()
    {
        var running = _home.Open();
        var first = await AcceptedAsync(running, "first", "id-1");
        await PrepareAsync(running);
        LedgerTrouble.Run($"cp -r {_home.Folder} {_home.Folder}.mine");
        LedgerTrouble.Cause(Trouble.ReplacedByAnother, _home.Folder, _other.Folder);
        var second = await AcceptedAsync(running, "second", "id-2");
        LedgerTrouble.Run($"rm {_home.File}* && cp {_home.Folder}.mine/ledger.db* {_home.Folder}/");
        var third = await AcceptedAsync(running, "third", "id-3");
        running.Dispose();

        await AssertAllAreHereAsync(_home.Open(), first, second, third);
    }

    [Fact]
    public async Task Conclude_HandleBelongsToAnotherTaskInTheNewFile_KeepsBoth()
    {
        var running = _home.Open();
        var mine = await BegunAsync(running, "mine");
        await PrepareAsync(running);
        using (var other = new SqliteLedger(_other.Folder, _home.Clock, NullLogger<SqliteTaskStore>.Instance))
            other.Write(connection => connection.Execute("UPDATE tasks SET handle = $handle, fingerprint = 'theirs', task_id = 'id-9'", ("$handle", mine.Handle)));
        LedgerTrouble.Cause(Trouble.ReplacedByAnother, _home.Folder, _other.Folder);

        var accepted = await running.Store.AcceptAsync(mine.Handle, "id-1");

        var theirs = (await running.Store.GetAsync(mine.Handle, Token))!;
        Assert.NotEqual(mine.Handle, accepted.Handle);
        Assert.Equal(("mine", "id-1"), (accepted.Fingerprint, accepted.TaskId));
        Assert.Equal(("theirs", "id-9"), (theirs.Fingerprint, theirs.TaskId));
        Assert.IsType<FindOutcome.Found>(await running.Store.FindAsync(await ScopeAsync(running), "id-1", Token));
    }

    [Theory]
    [InlineData("mkfifo")]
    [InlineData("mkdir")]
    public async Task Trouble_SomethingElseInThePlaceOfTheFile_IsRefusedAndForgetsNothing(string make)
    {
        var running = _home.Open();
        var task = await BegunAsync(running, "before");
        LedgerTrouble.Run($"rm {_home.File}* && {make} {_home.File}");

        var accepted = await running.Store.AcceptAsync(task.Handle, "id-1");
        var refused = await Record.ExceptionAsync(async () => await BegunAsync(running, "refused"));
        LedgerTrouble.Run($"rm -r {_home.File}");
        await running.Store.FlushAsync();

        Assert.Equal("id-1", accepted.TaskId);
        Assert.IsType<CometRunway.Errors.TaskStoreUnavailableException>(refused);
        await AssertAllAreHereAsync(_home.Open(), task);
    }

    [Theory]
    [InlineData(Trouble.Deleted, true)]
    [InlineData(Trouble.Deleted, false)]
    [InlineData(Trouble.RestoredByRename, true)]
    [InlineData(Trouble.RestoredByRename, false)]
    public async Task RequestId_FileReplaced_StillBelongsToItsTask(Trouble trouble, bool whileRunning)
    {
        var process = _home.Open();
        var task = await BegunAsync(process, "before");
        await process.Store.AcceptAsync(task.Handle, "id-1");
        await PrepareAsync(process);
        var again = StoreFixture.Task("before") with { RequestId = "asked-again" };
        await process.Store.BeginAsync(await ScopeAsync(process), again, BudgetLimits.Unlimited, StoreFixture.Window, newTake: false);
        if (!whileRunning)
            process.Dispose();
        LedgerTrouble.Cause(trouble, _home.Folder, _other.Folder);
        _home.Clock.Advance(TimeSpan.FromHours(1));

        var next = whileRunning ? process : _home.Open();
        var outcome = await next.Store.BeginAsync(await ScopeAsync(next), again, BudgetLimits.Unlimited, StoreFixture.Window, newTake: true);

        Assert.IsNotType<BeginOutcome.Begun>(outcome);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Facts_Deleted_TasksStayInReach(bool whileRunning)
    {
        var first = _home.Open();
        var task = await AcceptedAsync(first, "before", "id-1");
        if (!whileRunning)
            first.Dispose();
        using (var raw = new SqliteConnection($"Data Source={_home.File};Pooling=False"))
        {
            raw.Open();
            raw.Execute("DELETE FROM facts");
        }

        await AssertAllAreHereAsync(whileRunning ? first : _home.Open(), task);
        await AssertAllAreHereAsync(_home.Open(), task);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"generation":5,"writes":"many","salts":{},"tasks":7}""")]
    [InlineData("""{"generation":"g","writes":99,"salts":[null,""],"tasks":[{"handle":null},{"handle":"v2","state":"accepted","seq":"x"},{"evil)":1}],"files":[{}]}""")]
    public async Task Mark_OddContent_StopsNothing(string mark)
    {
        var first = _home.Open();
        var task = await AcceptedAsync(first, "before", "id-1");
        first.Dispose();
        File.WriteAllText(Path.Combine(_home.Folder, "ledger.mark"), mark);

        await AssertAllAreHereAsync(_home.Open(), task);
    }

    /// <summary>The mark has the changes of each task, not only the first write of all.</summary>
    [Fact]
    public async Task Mark_AfterManyChanges_HasTheLatestStateOfEachTask()
    {
        var first = _home.Open();
        var tasks = new List<VideoTask>();
        for (var i = 0; i < 30; i++)
            tasks.Add(await AcceptedAsync(first, $"before-{i}", $"id-{i}"));
        first.Dispose();
        LedgerTrouble.Cause(Trouble.Deleted, _home.Folder, _other.Folder);

        await AssertAllAreHereAsync(_home.Open(), [.. tasks]);
    }

    /// <summary>The machine lost power while a line was appended.</summary>
    [Fact]
    public async Task Mark_LastLineIsIncomplete_HasTheTasksBeforeIt()
    {
        var first = _home.Open();
        var task = await AcceptedAsync(first, "before", "id-1");
        first.Dispose();
        File.AppendAllText(Path.Combine(_home.Folder, "ledger.mark"), "{\"generation\":\"g\",\"tasks\":[{\"han");
        LedgerTrouble.Cause(Trouble.Deleted, _home.Folder, _other.Folder);

        await AssertAllAreHereAsync(_home.Open(), task);
    }

    /// <summary>Each process appends only to what it left itself; otherwise the tasks of the other would be missing from the mark.</summary>
    [Fact]
    public async Task Mark_TwoProcessesInTurn_HasTheTasksOfBoth()
    {
        var (one, two) = (_home.Open(), _home.Open());
        var tasks = new List<VideoTask>();
        for (var i = 0; i < 5; i++)
        {
            tasks.Add(await AcceptedAsync(one, $"one-{i}", $"id-one-{i}"));
            tasks.Add(await AcceptedAsync(two, $"two-{i}", $"id-two-{i}"));
        }

        one.Dispose();
        two.Dispose();
        LedgerTrouble.Cause(Trouble.Deleted, _home.Folder, _other.Folder);

        await AssertAllAreHereAsync(_home.Open(), [.. tasks]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"generation\":\"g")]
    public async Task Mark_UnreadableBesideANewFile_IsNotTakenForANewStart(string mark)
    {
        var first = _home.Open();
        await AcceptedAsync(first, "before", "id-1");
        first.Dispose();
        LedgerTrouble.Cause(Trouble.Deleted, _home.Folder, _other.Folder);
        File.WriteAllText(Path.Combine(_home.Folder, "ledger.mark"), mark);

        var next = _home.Open();
        await next.Store.GetTotalsAsync(await ScopeAsync(next), null, Token);

        Assert.NotNull(next.Store.Notice);
    }

    [Fact]
    public async Task Mark_UnreadableBesideTheLedger_IsNoReasonForANotice()
    {
        var first = _home.Open();
        await AcceptedAsync(first, "before", "id-1");
        first.Dispose();
        File.WriteAllText(Path.Combine(_home.Folder, "ledger.mark"), "");

        var next = _home.Open();
        await next.Store.GetTotalsAsync(await ScopeAsync(next), null, Token);

        Assert.Null(next.Store.Notice);
    }

    /// <summary>The names of columns come from a file.</summary>
    [Fact]
    public async Task Mark_ColumnsThatNoTableCanHave_StopNothing()
    {
        var first = _home.Open();
        await AcceptedAsync(first, "before", "id-1");
        first.Dispose();
        LedgerTrouble.Cause(Trouble.Deleted, _home.Folder, _other.Folder);
        var columns = string.Concat(Enumerable.Range(0, 2500).Select(i => $"\"c{i}\":1,"));
        File.WriteAllText(Path.Combine(_home.Folder, "ledger.mark"), $$"""{"generation":"g","writes":1,"tasks":[{ {{columns}} "order":1,"handle":"v234","scope":"s","state":"accepted","fingerprint":"f"}]}""");

        var task = await AcceptedAsync(_home.Open(), "after", "id-2");

        await AssertAllAreHereAsync(_home.Open(), task);
    }

    [Fact]
    public async Task Mark_FolderTakesNoFile_StopsNothing()
    {
        var process = _home.Open();
        await AcceptedAsync(process, "before", "id-1");
        File.Delete(Path.Combine(_home.Folder, "ledger.mark"));
        Directory.CreateDirectory(Path.Combine(_home.Folder, "ledger.mark", "full"));

        var task = await AcceptedAsync(process, "after", "id-2");

        await AssertAllAreHereAsync(_home.Open(), task);
    }

    [Theory]
    [InlineData(Trouble.Deleted)]
    [InlineData(Trouble.FolderMovedAway)]
    public async Task Write_FileReplacedDuringTheTransaction_IsDoneAgainOnTheNewFile(Trouble trouble)
    {
        var process = _home.Open();
        var task = await AcceptedAsync(process, "before", "id-1");
        var attempts = 0;

        _home.Ledger!.Write(connection =>
        {
            if (attempts++ == 0)
                LedgerTrouble.Cause(trouble, _home.Folder, _other.Folder);
            return connection.Execute("UPDATE tasks SET prompt = 'changed' WHERE handle = $handle", ("$handle", task.Handle));
        });

        Assert.Equal(2, attempts);
        Assert.Equal(1, (await _home.Open().Store.ListAsync(await ScopeAsync(process), new TaskQuery { Text = "changed" }, Token)).Total);
    }

    [Fact]
    public async Task Trouble_OlderCopyInPlaceOfACheckpointedFile_IsNoticedAndPutBack()
    {
        var running = _home.Open();
        await AcceptedAsync(running, "before", "id-1");
        Checkpoint();
        LedgerTrouble.BackUp(_home.Folder);
        var latest = await AcceptedAsync(running, "latest", "id-2");
        Checkpoint();
        LedgerTrouble.Cause(Trouble.RestoredInPlace, _home.Folder, _other.Folder);

        await AssertAllAreHereAsync(running, latest);
        Assert.NotNull(running.Store.Notice);
    }

    [Fact]
    public async Task Trouble_LogAndMarkDeleted_ProcessThatRunsPutsTheTasksBack()
    {
        var running = _home.Open();
        var task = await AcceptedAsync(running, "before", "id-1");
        LedgerTrouble.Run($"rm {_home.File}-wal {_home.File}-shm {_home.Folder}/ledger.mark");

        await running.Store.TryLeaseAsync(task.Handle, TimeSpan.FromMinutes(1));
        using var next = new LedgerChild(_home.Folder);

        Assert.Equal("id-1", await next.Ask($"accept {task.Handle} id-1"));
    }

    [Fact]
    public async Task Write_TwoProcessesAfterTrouble_EndWithOneNotice()
    {
        var one = _home.Open();
        var two = _home.Open();
        await AcceptedAsync(one, "one", "id-1");
        await AcceptedAsync(two, "two", "id-2");
        LedgerTrouble.Cause(Trouble.Deleted, _home.Folder, _other.Folder);
        for (var i = 0; i < 3; i++)
        {
            await AcceptedAsync(one, $"one-{i}", $"id-one-{i}");
            await AcceptedAsync(two, $"two-{i}", $"id-two-{i}");
        }

        using var file = new SqliteLedger(_home.Folder, _home.Clock, NullLogger<SqliteTaskStore>.Instance);

        Assert.Equal(1, file.Read(_ => file.Database.Facts.Events.Count));
        Assert.Equal(8, (await one.Store.ListAsync(await ScopeAsync(one), new TaskQuery(), Token)).Total);
    }

    private void Checkpoint()
    {
        using var raw = new SqliteConnection($"Data Source={_home.File};Pooling=False");
        raw.Open();
        raw.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private static async Task<VideoTask> BegunAsync(StoreInstance process, string fingerprint) => Assert.IsType<BeginOutcome.Begun>(await process.Store.BeginAsync(
        await ScopeAsync(process), StoreFixture.Task(fingerprint), BudgetLimits.Unlimited, StoreFixture.Window, newTake: false)).Task;

    private static async Task<VideoTask> AcceptedAsync(StoreInstance process, string fingerprint, string id) =>
        await process.Store.AcceptAsync((await BegunAsync(process, fingerprint)).Handle, id);

    private static ValueTask<TaskScope> ScopeAsync(StoreInstance process) =>
        process.Store.GetScopeAsync(new Uri("https://api.example.com"), new ApiKey("sk-test"), null, Token);

    /// <summary>A backup of now, and a ledger that another program created, with a task and a salt of its own.</summary>
    private async Task PrepareAsync(StoreInstance process)
    {
        await process.Store.FlushAsync();
        LedgerTrouble.BackUp(_home.Folder);
        var other = _other.Open();
        await AcceptedAsync(other, "theirs", "id-theirs");
        other.Dispose();
    }

    private static async Task AssertAllAreHereAsync(StoreInstance process, params VideoTask[] tasks)
    {
        var scope = await ScopeAsync(process);
        var listed = (await process.Store.ListAsync(scope, new TaskQuery { Limit = 50 }, Token)).Tasks.Select(task => task.Fingerprint).Order().ToList();
        var followed = (await process.Store.GetUnfinishedAsync(scope.AsAccount(), Token)).Select(task => task.Fingerprint).ToList();
        foreach (var task in tasks)
        {
            Assert.Contains(task.Fingerprint, listed);
            Assert.Contains(task.Fingerprint, followed);
            var again = await process.Store.BeginAsync(scope, StoreFixture.Task(task.Fingerprint), BudgetLimits.Unlimited, StoreFixture.Window, newTake: false);
            Assert.Equal(task.Fingerprint, Assert.IsType<BeginOutcome.Duplicate>(again).Earlier.Fingerprint);
        }

        Assert.Equal(listed.Distinct(), listed);
    }
}
