using CometRunway.Api;
using CometRunway.Options;
using CometRunway.Store;
using CometRunway.TestKit.Stores;

namespace CometRunway.Core.Tests.Store.Contract;

public abstract partial class TaskStoreContract
{
    [Fact]
    public async Task Find_HandleIdOrPrefix_LeadsToIt()
    {
        var task = await _home.AcceptedAsync("d0658ae1-bbdd");

        foreach (var text in (string[])[task.Handle, " " + task.Handle.ToUpperInvariant(), "d0658ae1-bbdd", "D0658", task.Handle[..3]])
            Assert.Equal(task.Handle, Assert.IsType<FindOutcome.Found>(await _home.Store.FindAsync(await _home.ScopeAsync(), text, Token)).Task.Handle);
    }

    [Fact]
    public async Task Find_PrefixOfSeveral_IsAmbiguous()
    {
        await _home.AcceptedAsync("id-10", StoreFixture.Task("a"));
        await _home.AcceptedAsync("id-11", StoreFixture.Task("b"));

        var outcome = await _home.Store.FindAsync(await _home.ScopeAsync(), "id-1", Token);

        Assert.Equal(["id-11", "id-10"], Assert.IsType<FindOutcome.Ambiguous>(outcome).Tasks.Select(task => task.TaskId));
    }

    [Theory]
    [InlineData("")]
    [InlineData("%")]
    [InlineData("' OR 1=1 --")]
    public async Task Find_Nonsense_SuggestsInstead(string text)
    {
        var task = await _home.AcceptedAsync();

        var outcome = await _home.Store.FindAsync(await _home.ScopeAsync(), text, Token);

        Assert.Equal(task.Handle, Assert.Single(Assert.IsType<FindOutcome.NotFound>(outcome).Nearest).Handle);
    }

    [Fact]
    public async Task Find_GarbledHandle_SuggestsTheSimilarOneFirst()
    {
        var task = await _home.AcceptedAsync("id-1", StoreFixture.Task("meant"));
        for (var i = 0; i < 5; i++)
            await _home.AcceptedAsync("id-1" + i, StoreFixture.Task("f" + i));

        var outcome = await _home.Store.FindAsync(await _home.ScopeAsync(), task.Handle + "0", Token);

        Assert.Contains(task.Handle, Assert.IsType<FindOutcome.NotFound>(outcome).Nearest.Select(near => near.Handle));
    }

    [Fact]
    public async Task Latest_AnOlderUnfinishedOne_ComesFirst()
    {
        var older = await _home.AcceptedAsync("id-1", StoreFixture.Task("a"));
        var newer = await _home.BegunAsync(StoreFixture.Task("b"));
        await _home.Store.RejectAsync(newer.Handle, "x", "y");

        Assert.Equal(older.Handle, (await _home.Store.GetLatestAsync(await _home.ScopeAsync(), Token))!.Handle);
        await _home.Store.ObserveAsync(older.Handle, StoreFixture.News(ApiTaskStatus.Failed));
        Assert.Equal(newer.Handle, (await _home.Store.GetLatestAsync(await _home.ScopeAsync(), Token))!.Handle);
    }

    [Fact]
    public async Task List_RowsAddedBetweenPages_ShowsEachOldOneOnce()
    {
        var expected = new List<string>();
        for (var i = 0; i < 7; i++)
            expected.Insert(0, (await _home.BegunAsync(StoreFixture.Task("f" + i))).Handle);
        var seen = new List<string>();
        var query = new TaskQuery { Limit = 3 };
        TaskPage page;
        do
        {
            page = await _home.Store.ListAsync(await _home.ScopeAsync(), query, Token);
            seen.AddRange(page.Tasks.Select(task => task.Handle));
            await _home.BegunAsync(StoreFixture.Task("later" + seen.Count));
            query = query with { Cursor = page.NextCursor };
        }
        while (page.NextCursor is not null);

        Assert.Equal(expected, seen);
    }

    [Fact]
    public async Task List_ByTextAndState_FiltersInAnyCase()
    {
        var wanted = await _home.AcceptedAsync("id-1", StoreFixture.Task("a", prompt: "Ein Fuchs über dem Fluss"));
        await _home.AcceptedAsync("id-2", StoreFixture.Task("b", prompt: "ein Hase"));
        await _home.BegunAsync(StoreFixture.Task("c", prompt: "Fuchs ÜBER allem"));

        var page = await _home.Store.ListAsync(await _home.ScopeAsync(), new TaskQuery { Text = "ÜBER fuchs", States = [VideoTaskState.Accepted] }, Token);

        Assert.Equal(wanted.Handle, Assert.Single(page.Tasks).Handle);
        Assert.Equal(1, page.Total);
    }

    [Theory]
    [InlineData("zzz")]
    [InlineData("p")]
    [InlineData("p1'; DROP TABLE tasks")]
    public async Task List_ForeignCursor_IsRefused(string cursor) =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await _home.Store.ListAsync(await _home.ScopeAsync(), new TaskQuery { Cursor = cursor }, Token));

    [Fact]
    public async Task Totals_ByLocalDay_CountsWhatMayHaveBeenCharged()
    {
        _home.Clock.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("+9", TimeSpan.FromHours(9), "+9", "+9"));
        _home.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 24, 14, 59, 59, TimeSpan.Zero));
        await _home.AcceptedAsync("id-1", StoreFixture.Task("yesterday", duration: 10));
        _home.Clock.Advance(TimeSpan.FromSeconds(1));
        await _home.AcceptedAsync("id-2", StoreFixture.Task("today", duration: null));
        await _home.Store.RejectAsync((await _home.BegunAsync(StoreFixture.Task("refused"))).Handle, "x", "y");

        var totals = await _home.Store.GetTotalsAsync(await _home.ScopeAsync(), new BudgetLimits(10, null, 300), cancellationToken: Token);

        Assert.Equal((1, 5, 0.32m), (totals.Today.Tasks, totals.Today.Seconds, totals.Today.EstimatedCost));
        Assert.Equal((2, 15), (totals.ThisMonth.Tasks, totals.ThisMonth.Seconds));
        Assert.Equal(2, totals.ByState[VideoTaskState.Accepted]);
        Assert.Equal([8, null, 285], totals.Budget.Select(standing => standing.Left));
    }

    [Fact]
    public async Task TypicalDuration_FewerThanThree_IsNullThenTheMedian()
    {
        async Task<TimeSpan?> TypicalAsync() => await _home.Store.GetTypicalDurationAsync(await _home.ScopeAsync(), "gen3a_turbo", 5, Token);
        await FinishAsync(10);
        await FinishAsync(90);
        var two = await TypicalAsync();
        await FinishAsync(40);

        Assert.Null(two);
        Assert.Equal(TimeSpan.FromSeconds(40), await TypicalAsync());
    }

    [Theory]
    [InlineData("https://API.example.com/", true)]
    [InlineData("https://api.example.com/runwayml/v1", true)]
    [InlineData("https://other.example.com", false)]
    public async Task ScopeFor_SpellingsOfOneAddress_AreOneScope(string address, bool same)
    {
        var scope = await _home.Store.GetScopeAsync(new Uri(address), new ApiKey("sk-test"), null, Token);

        Assert.Equal(same, scope == await _home.ScopeAsync());
    }

    [Fact]
    public async Task ScopeFor_OtherKeyOrCaller_IsAnotherScope()
    {
        var address = new Uri("https://api.example.com");

        TaskScope[] scopes =
        [
            await _home.ScopeAsync(),
            await _home.Store.GetScopeAsync(address, new ApiKey("sk-other"), null, Token),
            await _home.Store.GetScopeAsync(address, null, null, Token),
            await _home.Store.GetScopeAsync(address, new ApiKey("sk-test"), "caller", Token),
        ];

        Assert.Equal(4, scopes.Distinct().Count());
    }

    [Fact]
    public async Task Queries_OfAnotherCaller_SeeNothing()
    {
        var ada = await _home.Store.GetScopeAsync(new Uri("https://api.example.com"), new ApiKey("sk-test"), "ada", Token);
        await _home.AcceptedAsync();

        Assert.Empty((await _home.Store.ListAsync(ada, new TaskQuery(), Token)).Tasks);
        Assert.Null(await _home.Store.GetLatestAsync(ada, Token));
        Assert.Equal((0, 0), ((await _home.Store.GetTotalsAsync(ada, cancellationToken: Token)).Today.Tasks, (await _home.Store.GetTotalsAsync(ada, cancellationToken: Token)).ByState.Count));
    }

    [Fact]
    public async Task Unfinished_OfAnAccount_AreThoseOfAllItsCallersInEveryRunningState()
    {
        var ada = await _home.Store.GetScopeAsync(new Uri("https://api.example.com"), new ApiKey("sk-test"), "ada", Token);
        var adas = Assert.IsType<BeginOutcome.Begun>(await _home.Store.BeginAsync(ada, StoreFixture.Task(), BudgetLimits.Unlimited, StoreFixture.Window)).Task.Handle;
        await _home.Store.AcceptAsync(adas, "id-0");
        var throttled = (await _home.AcceptedAsync("id-1", StoreFixture.Task("a"))).Handle;
        await _home.Store.ObserveAsync(throttled, StoreFixture.News(ApiTaskStatus.FromValue("THROTTLED")));
        for (var i = 2; i < 6; i++)
            await _home.AcceptedAsync($"id-{i}", StoreFixture.Task($"f{i}"));

        var unfinished = (await _home.Store.GetUnfinishedAsync(ada.AsAccount(), Token)).Select(task => task.Handle).ToList();

        Assert.True(await _home.Store.ExistsAsync(Token));
        Assert.Equal(6, unfinished.Count);
        Assert.Equal([adas, throttled], unfinished.Take(2));
    }

    private async Task FinishAsync(int seconds)
    {
        var handle = (await _home.AcceptedAsync($"id-{seconds}", StoreFixture.Task(Guid.NewGuid().ToString()))).Handle;
        _home.Clock.Advance(TimeSpan.FromSeconds(seconds));
        await _home.Store.ObserveAsync(handle, StoreFixture.News(ApiTaskStatus.Succeeded));
    }
}
