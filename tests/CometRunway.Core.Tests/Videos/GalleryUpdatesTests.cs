using CometRunway.Core.Tests.Polling;
using CometRunway.TestKit;
using CometRunway.TestKit.Waiting;
using CometRunway.Videos.Downloads;
using CometRunway.Videos.Gallery;
using Microsoft.Extensions.Time.Testing;

namespace CometRunway.Core.Tests.Videos;

/// <summary>The page shows every video that counts as saved, also when many are saved together.</summary>
public sealed class GalleryUpdatesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task UpdateAsync_ManyVideosAtOnce_EachIsOnThePageWhenItsCallEnds()
    {
        var updates = new GalleryUpdates(TimeProvider.System);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(async number =>
        {
            await AddAsync($"clip-{number}");
            var page = await updates.UpdateAsync(_folder.Path, Token);
            Assert.Contains($"clip-{number}.mp4", await File.ReadAllTextAsync(page, Token), StringComparison.Ordinal);
        })).WithTestTimeout(Token);
    }

    /// <summary>A page of a thousand videos takes a while. With a rewrite for each of a thousand videos the machine would do nothing else.</summary>
    [Fact]
    public async Task UpdateAsync_RewriteTookLong_TheNextVideosShareOne()
    {
        var time = new SlowClock();
        var updates = new GalleryUpdates(time);
        await AddAsync("first");
        await updates.UpdateAsync(_folder.Path, Token).WithTestTimeout(Token);

        var waiting = new List<Task<string>>();
        for (var number = 0; number < 5; number++)
        {
            await AddAsync($"clip-{number}");
            waiting.Add(updates.UpdateAsync(_folder.Path, Token));
        }

        var wait = await PolledService.UntilAsync(time.Clock, () => waiting.TrueForAll(task => task.IsCompleted), Token);

        Assert.True(wait >= TimeSpan.FromSeconds(19), $"{wait}");
        var page = await File.ReadAllTextAsync(await waiting[0].WithTestTimeout(Token), Token);
        Assert.All(Enumerable.Range(0, 5), number => Assert.Contains($"clip-{number}.mp4", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task WriteAsync_Again_ShowsWhatChangedSince()
    {
        await AddAsync("kept");
        await AddAsync("changed");
        await AddAsync("moved");
        var page = new GalleryPage(_folder.Path);
        await page.WriteAsync(Token);

        await AddAsync("changed", "another prompt");
        await AddAsync("new");
        File.Delete(_folder["moved.mp4"]);
        var html = await File.ReadAllTextAsync(await page.WriteAsync(Token), Token);

        Assert.Equal(4, html.Split("<article").Length - 1);
        Assert.Contains("another prompt", html, StringComparison.Ordinal);
        Assert.Equal(2, html.Split("class=\"gone\"").Length);
        Assert.Equal(await File.ReadAllTextAsync(await new GalleryPage(_folder.Path).WriteAsync(Token), Token), html);
    }

    private async Task AddAsync(string name, string prompt = "a slow pan")
    {
        await File.WriteAllBytesAsync(_folder[name + ".mp4"], [0], Token);
        await SidecarFile.WriteAsync(_folder[name + ".mp4"], SidecarFileTests.Sample with { Settings = SidecarFileTests.Sample.Settings with { Prompt = prompt } }, Token);
    }

    /// <summary>A clock with which each rewrite takes a second: it moves on by a second with every second reading of the time stamp.</summary>
    private sealed class SlowClock : TimeProvider
    {
        private int _readings;

        public FakeTimeProvider Clock { get; } = new();

        public override long TimestampFrequency => Clock.TimestampFrequency;

        public override long GetTimestamp()
        {
            if (Interlocked.Increment(ref _readings) == 2)
                Clock.Advance(TimeSpan.FromSeconds(1));
            return Clock.GetTimestamp();
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => Clock.CreateTimer(callback, state, dueTime, period);
    }
}
