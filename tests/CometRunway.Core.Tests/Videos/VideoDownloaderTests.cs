using System.Security.Cryptography;
using CometRunway.TestKit.Media;
using CometRunway.Videos.Downloads;

namespace CometRunway.Core.Tests.Videos;

public sealed class VideoDownloaderTests
{
    private static readonly byte[] Video = new TinyMp4 { MediaBytes = 300_000 }.Build();
    private static readonly string VideoHash = Convert.ToHexStringLower(SHA256.HashData(Video));

    [Fact]
    public async Task SaveAsync_WholeAnswer_SavesItVerified()
    {
        await using var bench = new DownloadBench(exchange => exchange.SendWholeAsync(Video));

        var saved = await bench.SaveAsync();

        Assert.Equal((bench.VideoPath, Video.Length, VideoHash, false), (saved.Path, saved.Length, saved.Sha256, saved.AlreadyThere));
        Assert.Equal(5, saved.Facts.DurationSeconds);
        Assert.Equal(Video, await File.ReadAllBytesAsync(bench.VideoPath, TestContext.Current.CancellationToken));
        Assert.Equal(["clip.mp4"], bench.Files);
    }

    [Fact]
    public async Task SaveAsync_AnyRequest_CarriesNoCredentialsAndNoCookies()
    {
        await using var bench = new DownloadBench(exchange => exchange.SendWholeAsync(Video));

        await bench.SaveAsync();

        var names = bench.Server.Requests.Single().Split("\r\n").Skip(1).Where(line => line.Length > 0).Select(line => line.Split(':')[0]).Order();
        Assert.Equal(["Accept-Encoding", "Host", "User-Agent"], names);
    }

    [Fact]
    public async Task SaveAsync_SavedBefore_FetchesNothing()
    {
        await using var bench = new DownloadBench(exchange => exchange.SendWholeAsync(Video));
        await bench.SaveAsync();

        var again = await bench.SaveAsync();

        Assert.True(again.AlreadyThere);
        Assert.Equal(VideoHash, again.Sha256);
        Assert.Single(bench.Server.Requests);
    }

    [Fact]
    public async Task SaveAsync_DeletedByTheUser_IsFetchedAgain()
    {
        await using var bench = new DownloadBench(exchange => exchange.SendWholeAsync(Video));
        await bench.SaveAsync();
        File.Delete(bench.VideoPath);

        var again = await bench.SaveAsync();

        Assert.False(again.AlreadyThere);
        Assert.Equal(2, bench.Server.Requests.Count);
    }

    [Fact]
    public async Task SaveAsync_NameTakenBySomethingElse_LeavesItAlone()
    {
        await using var bench = new DownloadBench(exchange => exchange.SendWholeAsync(Video));
        await File.WriteAllTextAsync(bench.VideoPath, "my notes", TestContext.Current.CancellationToken);

        var saved = await bench.SaveAsync();

        Assert.Equal(bench.Folder["clip-2.mp4"], saved.Path);
        Assert.Equal("my notes", await File.ReadAllTextAsync(bench.VideoPath, TestContext.Current.CancellationToken));
        Assert.True((await bench.SaveAsync()).AlreadyThere);
    }

    [Fact]
    public async Task SaveAsync_OtherVideoThanExpected_IsNotTakenForIt()
    {
        await using var bench = new DownloadBench(exchange => exchange.SendWholeAsync(Video));
        await File.WriteAllBytesAsync(bench.VideoPath, new TinyMp4 { Width = 640 }.Build(), TestContext.Current.CancellationToken);

        var saved = await bench.SaveAsync(bench.Request with { ExpectedSha256 = VideoHash });

        Assert.Equal(bench.Folder["clip-2.mp4"], saved.Path);
    }

    [Theory]
    [InlineData("<!doctype html><html><title>Sign in</title><a href='https://x.test/?_jwt=SECRETSECRET'>", "Sign in")]
    [InlineData("{\"error\":\"expired\"}", "{'error':'expired'}")]
    [InlineData("<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Key>https://h/?X-Amz-Signature=SECRET</Key></Error>", "AccessDenied ...")]
    [InlineData("PK\u0003\u0004\0\0\0\0", null)]
    [InlineData("", null)]
    public async Task SaveAsync_SomethingElseAt200_IsNotAVideoAndShowsItsFirstWords(string body, string? words)
    {
        await using var bench = new DownloadBench(exchange => exchange.SendWholeAsync(System.Text.Encoding.UTF8.GetBytes(body)));

        var failure = await bench.FailAsync();

        Assert.Equal(DownloadFailure.NotAVideo, failure.Kind);
        Assert.Equal(words, failure.Message.Split('"').ElementAtOrDefault(1));
        Assert.Empty(bench.Files);
    }

    [Fact]
    public async Task SaveAsync_CutVideoWithoutAnnouncedLength_IsNotAVideo()
    {
        await using var bench = new DownloadBench(async exchange =>
        {
            await exchange.SendHeadAsync("200 OK");
            await exchange.SendAsync(Video.AsMemory(0, 200_000));
        });

        var failure = await bench.FailAsync();

        Assert.Equal(DownloadFailure.NotAVideo, failure.Kind);
        Assert.Empty(bench.Files);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SaveAsync_OverTheLimit_IsTooLarge(bool announced)
    {
        await using var bench = new DownloadBench(async exchange =>
        {
            await exchange.SendHeadAsync("200 OK", announced ? [$"Content-Length: {Video.Length}"] : []);
            await exchange.SendAsync(Video);
        });

        var failure = await bench.FailAsync(bench.Request with { MaxBytes = 100_000 });

        Assert.Equal((DownloadFailure.TooLarge, false), (failure.Kind, failure.RetryLater));
        Assert.Empty(bench.Files);
    }

    [Fact]
    public async Task SaveAsync_Cancelled_PassesThroughAndLeavesNothing()
    {
        var started = new TaskCompletionSource();
        await using var bench = new DownloadBench(async exchange =>
        {
            await exchange.SendHeadAsync("200 OK", $"Content-Length: {Video.Length}");
            await exchange.SendAsync(Video.AsMemory(0, 1_000));
            started.SetResult();
            await exchange.StopRespondingAsync();
        });
        using var cancel = new CancellationTokenSource();

        var saving = bench.Downloader.SaveAsync(bench.Request, null, cancel.Token);
        await started.Task;
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => saving);
        Assert.Empty(bench.Files);
    }

    [Theory]
    [InlineData("../up.mp4")]
    [InlineData("a\\b.mp4")]
    [InlineData(".hidden.mp4")]
    [InlineData("c:x.mp4")]
    public async Task SaveAsync_NameThatIsAPath_IsAMistakeOfTheCaller(string name)
    {
        await using var bench = new DownloadBench(exchange => exchange.SendWholeAsync(Video));

        await Assert.ThrowsAsync<ArgumentException>(() => bench.SaveAsync(bench.Request with { Name = bench.Request.Name with { FileName = name } }));
    }
}
