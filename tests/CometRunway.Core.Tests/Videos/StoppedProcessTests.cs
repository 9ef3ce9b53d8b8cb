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
    private const string Name = "2026-11-24_v7k2_a-slow-pan.mp4";
    private const string Number = "0123456789abcdef0123456789abcdef";
    private static readonly byte[] Video = new TinyMp4 { MediaBytes = 300_000 }.Build();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SaveAsync_AnotherProcessKeepsItsDownloadOpen_SavesTheVideo()
    {
        await using var bench = new DownloadBench(exchange => exchange.SendWholeAsync(Video));
        using var ledger = new TemporaryFolder();
        using var other = new LedgerChild(ledger.Path);
        var request = bench.Request with { Name = bench.Request.Name with { FileName = Name } };
        Assert.Equal("open", await other.Ask($"part {bench.Folder.Path} {Name}"));

        await bench.SaveAsync(request);

        Assert.Equal(Video, await File.ReadAllBytesAsync(bench.Folder[Name], Token));
        Assert.Equal(2, bench.Files.Length);
        other.Kill();
        File.Delete(bench.Folder[Name]);
        bench.Time.Clock.Advance(TimeSpan.FromMinutes(10));
        await bench.SaveAsync(request);
        Assert.Equal([Name], bench.Files);
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
    [InlineData($".{Name}.{Number}.part")]
    [InlineData($".{Name}.part")]
    public async Task SaveAsync_PartOfTheSameVideoWithoutAProcess_IsDeletedAtOnce(string name)
    {
        await using var bench = new DownloadBench(exchange => exchange.SendWholeAsync(Video));
        await File.WriteAllBytesAsync(bench.Folder[name], new byte[Video.Length * 2], Token);

        await bench.SaveAsync(bench.Request with { Name = bench.Request.Name with { FileName = Name } });

        Assert.Equal([Name], bench.Files);
    }

    [Fact]
    public async Task SaveAsync_PartOfAnotherVideo_IsDeletedAfterADayAndNotWhileItIsOpen()
    {
        await using var bench = new DownloadBench(exchange => exchange.SendWholeAsync(Video));
        const string open = $".2026-11-24_vccc_x.mp4.{Number}.part";
        var young = $".2026-11-24_vbbb_x.mp4.{Number}.part";
        string[] ofOthers = [".film.mp4.abc.part", ".wedding.mp4.part", ".x.mp4-backup.part", "2026-11-24_vaaa.mp4.part"];
        string[] all = [$".2026-11-24_vaaa_x.mp4.{Number}.part", young, open, .. ofOthers];
        foreach (var name in all)
        {
            await File.WriteAllBytesAsync(bench.Folder[name], [1], Token);
            File.SetLastWriteTimeUtc(bench.Folder[name], (bench.Time.GetUtcNow() - TimeSpan.FromHours(name == young ? 23 : 25)).UtcDateTime);
        }

        await using (new FileStream(bench.Folder[open], FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            await bench.SaveAsync();

        Assert.Equal([.. ((string[])["clip.mp4", young, open, .. ofOthers]).Order(StringComparer.Ordinal)], bench.Files);
    }
}
