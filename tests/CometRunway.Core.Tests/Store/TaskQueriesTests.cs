using System.Text;
using CometRunway.Api;
using CometRunway.Images;
using CometRunway.Options;
using CometRunway.Requests;
using CometRunway.Store;
using CometRunway.Store.Sqlite;

namespace CometRunway.Core.Tests.Store;

public sealed class LookupTests : IDisposable
{
    private readonly LedgerFixture _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Find_HandleIdOrPrefix_LeadsToIt()
    {
        var entry = _home.Accepted("d0658ae1-bbdd");

        foreach (var text in (string[])[entry.Handle, " " + entry.Handle.ToUpperInvariant(), "d0658ae1-bbdd", "D0658", entry.Handle[..3]])
            Assert.Equal(entry.Handle, Assert.IsType<FindOutcome.Found>(_home.Ledger.Find(_home.Scope, text)).Entry.Handle);
    }

    [Fact]
    public void Find_PrefixOfSeveral_IsAmbiguous()
    {
        _home.Accepted("id-10", LedgerFixture.Task("a"));
        _home.Accepted("id-11", LedgerFixture.Task("b"));

        var outcome = _home.Ledger.Find(_home.Scope, "id-1");

        Assert.Equal(["id-11", "id-10"], Assert.IsType<FindOutcome.Ambiguous>(outcome).Entries.Select(entry => entry.TaskId));
    }

    [Theory]
    [InlineData("")]
    [InlineData("%")]
    [InlineData("' OR 1=1 --")]
    public void Find_Nonsense_SuggestsInstead(string text)
    {
        var entry = _home.Accepted();

        var outcome = _home.Ledger.Find(_home.Scope, text);

        Assert.Equal(entry.Handle, Assert.Single(Assert.IsType<FindOutcome.NotFound>(outcome).Nearest).Handle);
    }

    [Fact]
    public void Find_GarbledHandle_SuggestsTheSimilarOneFirst()
    {
        var entry = _home.Accepted("id-1", LedgerFixture.Task("meant"));
        for (var i = 0; i < 5; i++)
            _home.Accepted("id-1" + i, LedgerFixture.Task("f" + i));

        var outcome = _home.Ledger.Find(_home.Scope, entry.Handle + "0");

        Assert.Contains(entry.Handle, Assert.IsType<FindOutcome.NotFound>(outcome).Nearest.Select(near => near.Handle));
    }

    [Fact]
    public void Latest_AnOlderUnfinishedOne_ComesFirst()
    {
        var older = _home.Accepted("id-1", LedgerFixture.Task("a"));
        var newer = _home.Begun(LedgerFixture.Task("b"));
        _home.Ledger.Reject(newer.Handle, "x", "y");

        Assert.Equal(older.Handle, _home.Ledger.Latest(_home.Scope)!.Handle);
        Assert.Equal(newer.Handle, _home.Ledger.Latest(_home.Scope, unfinishedFirst: false)!.Handle);
    }

    [Fact]
    public void List_RowsAddedBetweenPages_ShowsEachOldOneOnce()
    {
        var expected = Enumerable.Range(0, 7).Select(i => _home.Begun(LedgerFixture.Task("f" + i)).Handle).Reverse().ToList();
        var seen = new List<string>();
        var query = new TaskQuery { Limit = 3 };
        TaskPage page;
        do
        {
            page = _home.Ledger.List(_home.Scope, query);
            seen.AddRange(page.Entries.Select(entry => entry.Handle));
            _home.Begun(LedgerFixture.Task("later" + seen.Count));
            query = query with { Cursor = page.NextCursor };
        }
        while (page.NextCursor is not null);

        Assert.Equal(expected, seen);
    }

    [Fact]
    public void List_ByTextAndState_FiltersInAnyCase()
    {
        var wanted = _home.Accepted("id-1", LedgerFixture.Task("a", prompt: "Ein Fuchs über dem Fluss"));
        _home.Accepted("id-2", LedgerFixture.Task("b", prompt: "ein Hase"));
        _home.Begun(LedgerFixture.Task("c", prompt: "Fuchs ÜBER allem"));

        var page = _home.Ledger.List(_home.Scope, new TaskQuery { Text = "ÜBER fuchs", States = [VideoTaskState.Accepted] });

        Assert.Equal(wanted.Handle, Assert.Single(page.Entries).Handle);
        Assert.Equal(1, page.Total);
    }

    [Theory]
    [InlineData("zzz")]
    [InlineData("p")]
    [InlineData("p1'; DROP TABLE tasks")]
    public void List_ForeignCursor_IsRefused(string cursor) =>
        Assert.Throws<ArgumentException>(() => _home.Ledger.List(_home.Scope, new TaskQuery { Cursor = cursor }));

    [Fact]
    public void Totals_ByLocalDay_CountsWhatMayHaveBeenCharged()
    {
        _home.Clock.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("+9", TimeSpan.FromHours(9), "+9", "+9"));
        _home.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 24, 14, 59, 59, TimeSpan.Zero));
        _home.Accepted("id-1", LedgerFixture.Task("yesterday", duration: 10));
        _home.Clock.Advance(TimeSpan.FromSeconds(1));
        _home.Accepted("id-2", LedgerFixture.Task("today", duration: null));
        _home.Ledger.Reject(_home.Begun(LedgerFixture.Task("refused")).Handle, "x", "y");

        var totals = _home.Ledger.Totals(_home.Scope, new BudgetLimits(10, null, 300));

        Assert.Equal((1, 5, 0.32m), (totals.Today.Tasks, totals.Today.Seconds, totals.Today.EstimatedCost));
        Assert.Equal((2, 15), (totals.ThisMonth.Tasks, totals.ThisMonth.Seconds));
        Assert.Equal(2, totals.ByState[VideoTaskState.Accepted]);
        Assert.Equal([8, null, 285], totals.Budget.Select(standing => standing.Left));
    }

    [Fact]
    public void Start_OfADayWhoseMidnightIsSkipped_IsTheFirstMomentThatExists()
    {
        var rule = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            new DateTime(2026, 1, 1), new DateTime(2026, 12, 31), TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 0, 0, 0), 3, 8),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 1, 0, 0), 11, 1));
        var zone = TimeZoneInfo.CreateCustomTimeZone("skips", TimeSpan.FromHours(-5), "skips", "skips", "skips", [rule]);

        var start = LocalDay.Start(new DateTime(2026, 3, 8), zone);

        Assert.Equal(new DateTimeOffset(2026, 3, 8, 1, 0, 0, TimeSpan.FromHours(-4)), start);
    }

    [Fact]
    public void TypicalDuration_FewerThanThree_IsNullThenTheMedian()
    {
        TimeSpan? Typical() => _home.Ledger.TypicalDuration(_home.Scope, "gen3a_turbo", 5);
        Finish(10);
        Finish(90);
        var two = Typical();
        Finish(40);

        Assert.Null(two);
        Assert.Equal(TimeSpan.FromSeconds(40), Typical());
    }

    [Theory]
    [InlineData("https://API.example.com/", true)]
    [InlineData("https://api.example.com/runwayml/v1", true)]
    [InlineData("https://other.example.com", false)]
    public void ScopeFor_SpellingsOfOneAddress_AreOneScope(string address, bool same)
    {
        var scope = _home.Ledger.ScopeFor(new Uri(address), new ApiKey("sk-test"), null);

        Assert.Equal(same, scope == _home.Scope);
    }

    [Fact]
    public void ScopeFor_OtherKeyOrCaller_IsAnotherScope()
    {
        var address = new Uri("https://api.example.com");

        TaskScope[] scopes =
        [
            _home.Scope,
            _home.Ledger.ScopeFor(address, new ApiKey("sk-other"), null),
            _home.Ledger.ScopeFor(address, null, null),
            _home.Ledger.ScopeFor(address, new ApiKey("sk-test"), "caller"),
        ];

        Assert.Equal(4, scopes.Distinct().Count());
    }

    [Fact]
    public void Fingerprint_OfEachDifference_Differs()
    {
        var link = ImageSource.FromLink(new Uri("https://example.com/a.png?x=1"));
        var request = new VideoSettings { Model = "m", Prompt = "caf\u00e9", Ratio = "1280:768", Duration = 5, Seed = 1 };
        var bytes = ImageSource.FromBytes(Encoding.UTF8.GetBytes("png"), new ImageFacts("image/png", 1, 1, 1, 3), "a.png");

        string[] prints =
        [
            RequestFingerprint.Of(link, request, "v"),
            RequestFingerprint.Of(link, request, "w"),
            RequestFingerprint.Of(bytes, request, "v"),
            RequestFingerprint.Of(ImageSource.FromLink(new Uri("https://example.com/a.png?x=2")), request, "v"),
            RequestFingerprint.Of(link, request with { Model = "n" }, "v"),
            RequestFingerprint.Of(link, request with { Prompt = null }, "v"),
            RequestFingerprint.Of(link, request with { Ratio = null }, "v"),
            RequestFingerprint.Of(link, request with { Duration = 10 }, "v"),
            RequestFingerprint.Of(link, request with { Duration = 1, Seed = 5 }, "v"),
            RequestFingerprint.Of(link, request with { Seed = null }, "v"),
            RequestFingerprint.Of(link, request with { Watermark = true }, "v"),
            RequestFingerprint.Of(link, request with { Prompt = "\ud800" }, "v"),
            RequestFingerprint.Of(link, request with { Prompt = "\ufffd" }, "v"),
        ];

        Assert.Equal(prints.Length, prints.Distinct().Count());
        Assert.Equal(prints[0], RequestFingerprint.Of(link, request with { Prompt = "  caf\u00e9\n" }, "v"));
    }

    [Fact]
    public void Fingerprint_OfTheSameBytesUnderAnotherName_IsEqual()
    {
        static ImageSource Image(string name) => ImageSource.FromBytes(new byte[] { 1, 2, 3 }, new ImageFacts("image/png", 1, 1, 1, 3), name);

        var one = RequestFingerprint.Of(Image("a.png"), new VideoSettings { Model = "m" }, "v");
        var two = RequestFingerprint.Of(Image("b.png"), new VideoSettings { Model = "m" }, "v");

        Assert.Equal(one, two);
    }

    private void Finish(int seconds)
    {
        var handle = _home.Accepted("id", LedgerFixture.Task(Guid.NewGuid().ToString())).Handle;
        _home.Clock.Advance(TimeSpan.FromSeconds(seconds));
        _home.Ledger.Observe(handle, LedgerFixture.News(ApiTaskStatus.Succeeded));
    }
}
