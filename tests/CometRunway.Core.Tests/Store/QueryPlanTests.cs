using System.Text.RegularExpressions;
using CometRunway.Api;
using CometRunway.Options;
using CometRunway.Store;
using CometRunway.Store.Sqlite;
using CometRunway.TestKit.Stores;
using SQLitePCL;

namespace CometRunway.Core.Tests.Store;

/// <summary>What SQLite says of the statements that really run: rows are found by an index, so that no call reads the rows of other callers.</summary>
public sealed partial class QueryPlanTests : IDisposable
{
    private readonly SqliteFixture _home = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Statements_OfTheStore_NeverScanTheTasks(bool perKey)
    {
        var statements = await TraceAsync(async () =>
        {
            _home.Ledger!.Write(connection => connection.Execute("UPDATE tasks SET caller = NULL WHERE handle = (SELECT handle FROM tasks WHERE seq = 1)"));
            var scope = await _home.Store.GetScopeAsync(new Uri("https://api.example.com"), new ApiKey("sk-test"), null, perKey, Token);
            var store = _home.Store;
            var handle = (await _home.AcceptedAsync("id-7", StoreFixture.Task("seven"))).Handle;
            await _home.BegunAsync(StoreFixture.Task("nine") with { RequestId = "order-9" });
            await _home.BeginAsync(StoreFixture.Task("nine") with { RequestId = "order-10" });
            await store.RejectAsync((await _home.BegunAsync(StoreFixture.Task("eight"))).Handle);
            await store.ObserveAsync(handle, StoreFixture.News(ApiTaskStatus.Succeeded, 1, "https://cdn.example.com/a.mp4"));
            await store.ApplyAsync(handle, new TaskUpdate.FileSaved(new SavedFile(0, "/videos/a.mp4", 10, "ab", _home.Clock.GetUtcNow())));
            await store.ApplyAsync(handle, new TaskUpdate.FileMissing(0, "gone"));
            await store.GetAsync(handle, Token);
            await store.FindAsync(scope, handle, Token);
            await store.FindAsync(scope, "id-", Token);
            await store.FindAsync(scope, "nothing", Token);
            await store.GetLatestAsync(scope, Token);
            await store.ListAsync(scope, new TaskQuery(), Token);
            await store.ListAsync(scope, new TaskQuery { Text = "pan", States = [VideoTaskState.Accepted] }, Token);
            await store.GetTotalsAsync(scope, new BudgetLimits(1, 1, 1), Token);
            await store.GetTypicalDurationAsync(scope, "gen3a_turbo", 5, Token);
            await store.GetUnfinishedAsync(scope.AsAccount(), Token);
            await store.LeaseAsync([handle], TimeSpan.FromMinutes(1));
            await store.ReleaseLeasesAsync([new ReleasedLease(handle, _home.Clock.GetUtcNow())]);
            await store.ApplyAllAsync([new TaskChange(handle, new TaskUpdate.NotReadable())]);
            await store.ResolveOrphanedSubmissionsAsync(scope.AsAccount());
        });

        Assert.True(statements.Count > 20, "Too few statements were seen.");
        Assert.Empty(Scans(statements));
    }

    [Fact]
    public async Task Statements_OfTheAdministration_AreSeenToScanThem()
    {
        var statements = await TraceAsync(async () => await _home.Admin.ListAsync(new TaskQuery(), Token));

        Assert.NotEmpty(Scans(statements));
    }

    private async Task<List<string>> TraceAsync(Func<Task> work)
    {
        for (var i = 0; i < 5; i++)
            await _home.AcceptedAsync("id-" + i, StoreFixture.Task("f" + i));
        var statements = new List<string>();
        _home.Ledger!.Database.Read(connection =>
        {
            raw.sqlite3_trace(connection.Handle, (_, sql) => statements.Add(sql), null);
            return 0;
        });
        await work();
        return [.. statements.Where(sql => Planned().IsMatch(sql)).Distinct()];
    }

    private List<string> Scans(List<string> statements)
    {
        using var other = new SqliteDatabase(_home.Folder, _home.Clock);
        return
        [
            .. from sql in statements
               from step in other.Read(connection => connection.Query("EXPLAIN QUERY PLAN " + sql, row => row.GetString(3)))
               where Scan().IsMatch(step)
               select $"{step}: {sql}",
        ];
    }

    [GeneratedRegex(@"^\s*(SELECT|UPDATE|DELETE|INSERT)\b")]
    private static partial Regex Planned();

    [GeneratedRegex(@"^SCAN (tasks|files|request_ids)\b")]
    private static partial Regex Scan();
}
