using CometRunway.Core.Tests.Store;
using CometRunway.TestKit;
using CometRunway.TestKit.Media;
using CometRunway.TestKit.Waiting;

namespace CometRunway.Core.Tests.Videos;

/// <summary>
/// A process that is suspended or killed in the middle of a download. Another process takes its task over and must get the video; the suspended one must not
/// damage it when it continues, and what a killed one leaves must not fill the disk.
/// </summary>
public sealed class StoppedProcessTests
{
    private const string Leftover = ".clip.mp4.0a.part";
    private static readonly byte[] Video = new TinyMp4 { MediaBytes = 300_000 }.Build();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SaveAsync_AnotherProcessKeepsItsDownloadOpen_SavesTheVideo()
    {
        await using var bench = new DownloadBench(exchange => exchange.SendWholeAsync(Video));
        using var ledger = new TemporaryFolder();
        using var other = new LedgerChild(ledger.Path);
        Assert.Equal("open", await other.Ask($"part {bench.Folder.Path} clip.mp4"));

        await bench.SaveAsync();

        Assert.Equal(Video, await File.ReadAllBytesAsync(bench.VideoPath, Token));
        Assert.Equal(2, bench.Files.Length);
        other.Kill();
        File.Delete(bench.VideoPath);
        bench.Time.Clock.Advance(TimeSpan.FromMinutes(10));
        await bench.SaveAsync();
        Assert.Equal(["clip.mp4"], bench.Files);
    }

    [Fact]
    public async Task SaveAsync_ContinuesAfterAnotherProcessSavedTheVideo_LeavesThatFileAndNoSecondOne()
    {
        var begun = new TaskCompletionSource();
        var stopped = new TaskCompletionSource();
        await using var bench = new DownloadBench(async exchange =>
        {
            await exchange.SendHeadAsync("200 OK", $"Content-Length: {Video.Length}");
            await exchange.SendAsync(Video.AsMemory(0, 100_000));
            if (exchange.Number == 1)
            {
                begun.SetResult();
                await stopped.Task;
            }

            await exchange.SendAsync(Video.AsMemory(100_000));
        });
        var first = bench.SaveAsync();
        await begun.Task.WithTestTimeout(Token);

        var second = await bench.SaveAsync();
        stopped.SetResult();
        var late = await first.WithTestTimeout(Token);

        Assert.Equal((false, true), (second.AlreadyThere, late.AlreadyThere));
        Assert.Equal(bench.VideoPath, late.Path);
        Assert.Equal(["clip.mp4"], bench.Files);
        Assert.Equal(Video, await File.ReadAllBytesAsync(bench.VideoPath, Token));
    }

    [Theory]
    [InlineData(Leftover)]
    [InlineData(".clip.mp4.part")]
    public async Task SaveAsync_PartOfTheSameVideoWithoutAProcess_IsDeletedAtOnce(string name)
    {
        await using var bench = new DownloadBench(exchange => exchange.SendWholeAsync(Video));
        await File.WriteAllBytesAsync(bench.Folder[name], new byte[Video.Length * 2], Token);

        await bench.SaveAsync();

        Assert.Equal(["clip.mp4"], bench.Files);
    }

    [Fact]
    public async Task SaveAsync_PartOfAnotherVideo_IsDeletedAfterADayAndNotWhileItIsOpen()
    {
        await using var bench = new DownloadBench(exchange => exchange.SendWholeAsync(Video));
        string[] others = [".new.mp4.0a.part", ".old.mp4.0a.part", ".open.mp4.0a.part", ".old.txt.part"];
        foreach (var name in others)
        {
            await File.WriteAllBytesAsync(bench.Folder[name], [1], Token);
            File.SetLastWriteTimeUtc(bench.Folder[name], (bench.Time.GetUtcNow() - TimeSpan.FromHours(name.Contains("new", StringComparison.Ordinal) ? 23 : 25)).UtcDateTime);
        }

        await using (new FileStream(bench.Folder[".open.mp4.0a.part"], FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            await bench.SaveAsync();

        Assert.Equal([".new.mp4.0a.part", ".old.txt.part", ".open.mp4.0a.part", "clip.mp4"], bench.Files);
    }
}
