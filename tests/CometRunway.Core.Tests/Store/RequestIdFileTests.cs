using CometRunway.Options;
using CometRunway.Store;
using CometRunway.TestKit.Stores;
using Microsoft.Data.Sqlite;

namespace CometRunway.Core.Tests.Store;

/// <summary>The request id in the file: as it was given, also after a lost file and beside an older version.</summary>
public sealed class RequestIdFileTests : IDisposable
{
    private static readonly NewVideoTask Task = StoreFixture.Task() with { RequestId = "Märchen №3" };

    private readonly SqliteFixture _home = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Accept_LedgerWasDeletedMeanwhile_TheRowThatIsInsertedAgainKeepsItsId()
    {
        var ledger = _home.Open();
        var scope = await ledger.Store.GetScopeAsync(new Uri("https://api.example.com"), new ApiKey("sk-test"), null, Token);
        var begun = Assert.IsType<BeginOutcome.Begun>(await ledger.Store.BeginAsync(scope, Task, BudgetLimits.Unlimited, StoreFixture.Window)).Task;
        ledger.Dispose();
        await ledger.Store.AcceptAsync(begun.Handle, "id-1");
        foreach (var file in Directory.GetFiles(_home.Folder, "ledger.db*"))
            File.Delete(file);

        var task = (await _home.Open().Store.GetAsync(begun.Handle, Token))!;

        Assert.Equal(("id-1", Task.RequestId), (task.TaskId, task.RequestId));
    }

    [Fact]
    public async Task Begin_RowThatAnOlderVersionUpdated_KeepsItsId()
    {
        var accepted = await _home.AcceptedAsync("id-1", Task);
        using var older = new SqliteConnection($"Data Source={_home.File};Pooling=False");
        older.Open();
        using var command = older.CreateCommand();
        // An older version names its own columns only.
        command.CommandText = "UPDATE tasks SET state = 'succeeded', revision = revision + 1";
        command.ExecuteNonQuery();
        _home.Clock.Advance(StoreFixture.Window);

        var earlier = Assert.IsType<BeginOutcome.Repeated>(await _home.BeginAsync(Task)).Earlier;

        Assert.Equal((accepted.Handle, VideoTaskState.Succeeded), (earlier.Handle, earlier.State));
    }
}
