using CometRunway.Store;
using CometRunway.Store.Sqlite;
using CometRunway.TestKit.Stores;
using Microsoft.Data.Sqlite;

namespace CometRunway.Core.Tests.Store;

/// <summary>A row that another program or a damaged disk changed is shown as far as possible, and never hides or stops the others.</summary>
public sealed class OddRowsTests : IDisposable
{
    private readonly SqliteFixture _home = new();

    public static TheoryData<string> Changes =>
    [
        "created_at = -62135596800001",
        "created_at = 568971820800000",
        "created_at = 9223372036854775807",
        "created_at = -9223372036854775808",
        "created_at = 'yesterday'",
        "updated_at = 9223372036854775807, submitted_at = 9223372036854775807, finished_at = -9223372036854775808",
        "next_poll_at = 9223372036854775807",
        "next_poll_at = 'soon'",
        "lease_until = 'soon', poll_lease_until = 'soon', owner = '|||', poll_owner = x'00ff'",
        "links_read_at = 9223372036854775807",
        "revision = 'first'",
        "revision = 9223372036854775807",
        "duration = 9223372036854775807",
        "duration = -5",
        "duration = 'long'",
        "seed = 'lucky', watermark = 'yes', progress = 'half', credits = 'many'",
        "progress = 9e999",
        "state = 'dreaming'",
        "state = ''",
        "state = x'ff00fe'",
        "settings = '{'",
        "settings = '[]'",
        "settings = 'null'",
        "settings = '{\"Duration\": \"x\"}'",
        "output_links = '{'",
        "output_links = '{\"a\":1}'",
        "output_links = '[1, null, \"x\"]'",
        "estimated_cost = '79228162514264337593543950335'",
        "estimated_cost = 'free'",
        "prompt = x'c3280000'",
        "task_id = ''",
        "fingerprint = ''",
        "account = ''",
        "scope = scope || ''",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Row_Odd_NeverHidesOrStopsTheOthers(string change)
    {
        var first = await _home.AcceptedAsync("id-1", StoreFixture.Task("f1"));
        var odd = await _home.AcceptedAsync("id-2", StoreFixture.Task("f2"));
        var last = await _home.AcceptedAsync("id-3", StoreFixture.Task("f3"));
        Run($"UPDATE tasks SET {change} WHERE handle = '{odd.Handle}'");

        await AssertWorksAsync(first.Handle, odd.Handle, last.Handle);
    }

    [Fact]
    public async Task Rows_OddInManyWaysAtOnce_CanBeCounted()
    {
        var handles = new List<string>();
        foreach (var (change, i) in Changes.Select((change, i) => (change.Data, i)))
        {
            handles.Add((await _home.AcceptedAsync($"id-{i}", StoreFixture.Task($"f{i}"))).Handle);
            Run($"UPDATE tasks SET {change} WHERE handle = '{handles[^1]}'");
        }

        await AssertWorksAsync([.. handles]);
    }

    [Fact]
    public async Task Row_WithoutRequiredColumns_IsListed()
    {
        Directory.CreateDirectory(_home.Folder);
        var scope = await _home.ScopeAsync();
        Run("DROP TABLE tasks");
        Run("CREATE TABLE tasks (seq INTEGER PRIMARY KEY AUTOINCREMENT, handle TEXT, scope TEXT, state TEXT, revision INTEGER, fingerprint TEXT)");
        Run($"INSERT INTO tasks (handle, scope) VALUES ('v222', '{scope.Value}'), (NULL, '{scope.Value}'), (NULL, '{scope.Value}'), ('v333', NULL)");

        var listed = await _home.Open().Store.ListAsync(scope, new TaskQuery(), Token);

        Assert.Equal(3, listed.Total);
        Assert.Equal(3, listed.Tasks.Count);
    }

    [Theory]
    [InlineData("idx = 9223372036854775807")]
    [InlineData("path = x'00', length = 'long', saved_at = 9223372036854775807")]
    [InlineData("sha256 = '', facts = '{'")]
    public async Task File_Odd_NeverHidesTheTask(string change)
    {
        var task = await _home.AcceptedAsync();
        await _home.Store.ApplyAsync(task.Handle, new TaskUpdate.FileSaved(new SavedFile(0, "/videos/a.mp4", 1, "00", _home.Clock.GetUtcNow())));
        Run($"UPDATE files SET {change}");

        var seen = (await _home.Store.GetAsync(task.Handle, Token))!;

        Assert.Single(seen.Files);
    }

    private async Task AssertWorksAsync(params string[] handles)
    {
        var scope = await _home.ScopeAsync();
        var limits = new BudgetLimits(1000, 1000, 100_000);

        var listed = await _home.Store.ListAsync(scope, new TaskQuery { Limit = 100 }, Token);
        var searched = await _home.Store.ListAsync(scope, new TaskQuery { Text = "nothing has this" }, Token);
        var totals = await _home.Store.GetTotalsAsync(scope, limits, Token);
        var everything = await _home.Admin.GetTotalsAsync(Token);
        await _home.Store.GetTypicalDurationAsync(scope, "gen3a_turbo", 5, Token);
        await _home.Store.GetLatestAsync(scope, Token);
        await _home.Store.FindAsync(scope, "v", Token);
        await _home.Store.ResolveOrphanedSubmissionsAsync(scope.AsAccount());
        var unfinished = await _home.Store.GetUnfinishedAsync(scope.AsAccount(), Token);
        var begun = await _home.BeginAsync(StoreFixture.Task("another"), limits);

        Assert.Equal(handles.Reverse(), listed.Tasks.Select(task => task.Handle));
        Assert.Equal(0, searched.Total);
        Assert.Equal(handles.Length, totals.ByState.Values.Sum());
        Assert.Equal(handles.Length, everything.ByState.Values.Sum());
        Assert.Contains(handles[0], unfinished.Select(task => task.Handle));
        Assert.IsType<BeginOutcome.Begun>(begun);
        foreach (var handle in handles)
        {
            Assert.NotNull(await _home.Store.GetAsync(handle, Token));
            Assert.True(await _home.Store.TryLeaseAsync(handle, TimeSpan.FromMinutes(1)));
        }
    }

    private void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_home.File};Pooling=False");
        connection.Open();
        connection.Execute(sql);
    }
}
