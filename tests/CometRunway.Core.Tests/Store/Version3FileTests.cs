using CometRunway.Options;
using CometRunway.Store;
using CometRunway.TestKit.Stores;

namespace CometRunway.Core.Tests.Store;

/// <summary>A folder as version 3 of the file left it, with tasks in every state and outcomes kept beside it: all of it is taken over.</summary>
public sealed class Version3FileTests : IDisposable
{
    private readonly SqliteFixture _home = new(new DateTimeOffset(2026, 11, 1, 20, 5, 0, TimeSpan.Zero));

    public Version3FileTests()
    {
        Directory.CreateDirectory(_home.Folder);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "fixtures", "ledger-version-3")))
            File.Copy(file, Path.Combine(_home.Folder, Path.GetFileName(file)));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Open_AllRows_HaveTheirStates()
    {
        var tasks = (await _home.Admin.ListAsync(new TaskQuery { Limit = 100 }, Token)).Tasks;

        Assert.Equal(
            [
                ("v222", VideoTaskState.Accepted), ("v2aa", VideoTaskState.Failed), ("v2ba", VideoTaskState.Cancelled), ("v2ca", VideoTaskState.NotFound),
                ("v333", VideoTaskState.Accepted), ("v444", VideoTaskState.Rejected), ("v555", VideoTaskState.Unknown), ("v666", VideoTaskState.Pending),
                ("v777", VideoTaskState.Throttled), ("v888", VideoTaskState.Running), ("v999", VideoTaskState.Succeeded), ("vk9m", VideoTaskState.Accepted),
                ("vp3q", VideoTaskState.Unknown),
            ],
            tasks.Select(task => (task.Handle, task.State)).Order());
    }

    [Fact]
    public async Task Open_OneRow_HasEverythingThatWasWritten()
    {
        var running = (await _home.Store.GetAsync("v888", Token))!;
        var done = (await _home.Store.GetAsync("v999", Token))!;
        var resolved = (await _home.Store.GetAsync("v444", Token))!;

        Assert.Equal(("f6", "gen4_turbo", "1280:720", 5, 7L, "prompt running", 0.25m), (running.Fingerprint, running.Settings.Model, running.Settings.Ratio, running.Settings.Duration, running.Settings.Seed, running.Settings.Prompt, running.EstimatedCost));
        Assert.Equal(("id-running", 0.4, true, "a warning", 25.0), (running.TaskId, running.Progress, running.MayNeverBecomeVisible, running.Warning, running.Credits));
        Assert.Equal(["/videos/0.mp4", "/videos/1.mp4"], done.Files.Select(file => file.Path));
        Assert.Equal(["https://cdn.example.com/a.mp4", "https://cdn.example.com/b.mp4"], done.OutputLinks);
        Assert.False(done.HasFilesMissing);
        Assert.NotNull(resolved.ResolvedAt);
    }

    [Fact]
    public async Task Open_OutcomesKeptBeside_AreTakenOverAndAHalfWrittenOneStays()
    {
        var late = (await _home.Store.GetAsync("v222", Token))!;
        var half = (await _home.Store.GetAsync("vk9m", Token))!;
        var unknown = (await _home.Store.GetAsync("vp3q", Token))!;

        Assert.Equal(("id-late", true), (late.TaskId, late.MayNeverBecomeVisible));
        Assert.Equal(("id-half", "kept aside", "dog.png", true, "f90"), (half.TaskId, half.Settings.Prompt, half.ImageName, half.Settings.Watermark, half.Fingerprint));
        Assert.Equal((VideoTaskState.Unknown, "no_answer"), (unknown.State, unknown.ErrorCode));
        Assert.EndsWith(".half", Assert.Single(Directory.GetFiles(_home.Folder, "answer-*")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_AScope_HasTheTasksOfItsCaller()
    {
        var address = new Uri("https://api.example.com");
        var own = await _home.ScopeAsync();
        var adas = await _home.Store.GetScopeAsync(address, new ApiKey("sk-test"), "ada", Token);

        var ofAda = (await _home.Store.ListAsync(adas, new TaskQuery(), Token)).Tasks.Select(task => task.Handle).Order();
        var unfinished = (await _home.Store.GetUnfinishedAsync(own.AsAccount(), Token)).Select(task => task.Handle).Order();
        var again = await _home.Store.BeginAsync(own, StoreFixture.Task("f3"), BudgetLimits.Unlimited, StoreFixture.Window);

        Assert.Equal(["v666", "vk9m", "vp3q"], ofAda);
        Assert.Equal(["v222", "v333", "v666", "v777", "v888", "vk9m"], unfinished);
        Assert.Equal("v555", Assert.IsType<BeginOutcome.BlockedByUnknown>(again).Unknown.Handle);
    }
}
