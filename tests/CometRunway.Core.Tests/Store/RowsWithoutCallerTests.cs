using CometRunway.Options;
using CometRunway.Store;
using CometRunway.Store.Sqlite;
using CometRunway.TestKit.Stores;
using Microsoft.Data.Sqlite;

namespace CometRunway.Core.Tests.Store;

/// <summary>
/// Rows of a version that did not record the caller. They are found while their key is in use, and after a rotation if this version was once used with
/// their key. A version of that kind may still write to the same file.
/// </summary>
public sealed class RowsWithoutCallerTests : IDisposable
{
    private static readonly Uri Address = new("https://api.example.com");
    private readonly SqliteFixture _home = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task List_KeyUsedOnceBeforeTheRotation_HasTheRows()
    {
        var first = await OfOlderVersionAsync("sk-a", null, "one");
        await ScopeAsync("sk-a", null);
        // The older program is still in use.
        var second = await OfOlderVersionAsync("sk-a", null, "two");
        await ScopeAsync("sk-a", null);

        Assert.Equal([second, first], await ListAsync(await ScopeAsync("sk-b", null)));
    }

    [Fact]
    public async Task List_RowWrittenAfterTheScopeWasRead_HasTheRow()
    {
        var scope = await ScopeAsync("sk-a", null);

        var handle = await OfOlderVersionAsync("sk-a", null, "one");

        Assert.Equal([handle], await ListAsync(scope));
        Assert.IsType<BeginOutcome.Duplicate>(await _home.Store.BeginAsync(scope, StoreFixture.Task("one"), BudgetLimits.Unlimited, StoreFixture.Window));
        Assert.Equal([handle], (await _home.Store.GetUnfinishedAsync(scope.AsAccount(), Token)).Select(task => task.Handle));
    }

    [Fact]
    public async Task GetScope_PerKey_LeavesTheRowsToTheirKey()
    {
        await OfOlderVersionAsync("sk-a", null, "one");

        await ScopeAsync("sk-a", null, perKey: true);

        Assert.Empty(await ListAsync(await ScopeAsync("sk-b", null)));
    }

    [Fact]
    public async Task GetScope_OfAnotherCallerWithTheSameKey_LeavesTheRowsToTheirCaller()
    {
        var handle = await OfOlderVersionAsync("sk-a", "ada", "one");

        await ScopeAsync("sk-a", null);
        await ScopeAsync("sk-a", "bob");

        Assert.Empty(await ListAsync(await ScopeAsync("sk-b", null)));
        Assert.Empty(await ListAsync(await ScopeAsync("sk-b", "bob")));
        Assert.Equal([handle], await ListAsync(await ScopeAsync("sk-a", "ada")));
        Assert.Equal([handle], await ListAsync(await ScopeAsync("sk-b", "ada")));
    }

    [Fact]
    public async Task GetScope_RowsCannotBeWritten_FindsThemByTheirKey()
    {
        var handle = await OfOlderVersionAsync("sk-a", null, "one");
        var store = _home.Open(busySeconds: 1).Store;
        await store.ListAsync(await ScopeAsync("sk-c", null), new TaskQuery(), Token);
        using var other = new SqliteConnection($"Data Source={_home.File};Pooling=False");
        other.Open();
        using var writing = other.BeginTransaction(deferred: false);

        var scope = await store.GetScopeAsync(Address, new ApiKey("sk-a"), null, Token);

        Assert.Equal([handle], (await store.ListAsync(scope, new TaskQuery(), Token)).Tasks.Select(task => task.Handle));
    }

    /// <summary>An outcome that is kept in a file contains the row, and with it the caller.</summary>
    [Fact]
    public async Task Outcome_KeptWithItsRow_HasTheCaller()
    {
        var ledger = _home.Open();
        var begun = Assert.IsType<BeginOutcome.Begun>(await ledger.Store.BeginAsync(await ScopeAsync("sk-a", "ada"), StoreFixture.Task(), BudgetLimits.Unlimited, StoreFixture.Window));
        ledger.Dispose();
        await ledger.Store.AcceptAsync(begun.Task.Handle, "id-1");
        _home.Ledger!.Write(connection => connection.Execute("DELETE FROM tasks"));

        Assert.Equal([begun.Task.Handle], (await _home.Open().Store.ListAsync(await ScopeAsync("sk-b", "ada"), new TaskQuery(), Token)).Tasks.Select(task => task.Handle));
    }

    private ValueTask<TaskScope> ScopeAsync(string key, string? caller, bool perKey = false) => _home.Store.GetScopeAsync(Address, new ApiKey(key), caller, perKey, Token);

    private async Task<IEnumerable<string>> ListAsync(TaskScope scope) => (await _home.Store.ListAsync(scope, new TaskQuery(), Token)).Tasks.Select(task => task.Handle);

    private async Task<string> OfOlderVersionAsync(string key, string? caller, string fingerprint)
    {
        var begun = Assert.IsType<BeginOutcome.Begun>(await _home.Store.BeginAsync(await ScopeAsync(key, caller), StoreFixture.Task(fingerprint), BudgetLimits.Unlimited, StoreFixture.Window));
        await _home.Store.AcceptAsync(begun.Task.Handle, "id-" + fingerprint);
        _home.Ledger!.Write(connection => connection.Execute("UPDATE tasks SET caller = NULL WHERE handle = $handle", ("$handle", begun.Task.Handle)));
        return begun.Task.Handle;
    }
}
