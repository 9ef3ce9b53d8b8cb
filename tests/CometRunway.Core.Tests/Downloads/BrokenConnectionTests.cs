using System.Security.Cryptography;
using System.Threading.Channels;
using CometRunway.Downloads;
using CometRunway.TestKit.Media;
using CometRunway.TestKit.Net;

namespace CometRunway.Core.Tests.Downloads;

public sealed class BrokenConnectionTests
{
    private static readonly byte[] Video = new TinyMp4 { MediaBytes = 300_000 }.Build();

    [Fact]
    public async Task SaveAsync_CutInTheMiddle_GoesOnWhereItStopped()
    {
        await using var bench = new DownloadBench(exchange => exchange.Number < 3 ? CutAsync(exchange, 100_000) : exchange.SendRestAsync(Video));

        var saved = await bench.SaveAsync();

        Assert.Equal(Video, await File.ReadAllBytesAsync(saved.Path, TestContext.Current.CancellationToken));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Video)), saved.Sha256);
        Assert.Contains("Range: bytes=100000-", bench.Server.Requests[1], StringComparison.Ordinal);
        Assert.Contains("If-Range: \"one\"", bench.Server.Requests[1], StringComparison.Ordinal);
        Assert.Contains("Range: bytes=200000-", bench.Server.Requests[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveAsync_FileChangedMeanwhile_StartsAgain()
    {
        var other = new TinyMp4 { Width = 640, MediaBytes = 200_000 }.Build();
        await using var bench = new DownloadBench(exchange => exchange.Number == 1 ? CutAsync(exchange, 100_000) : exchange.SendWholeAsync(other, etag: "\"two\""));

        var saved = await bench.SaveAsync();

        Assert.Equal(other, await File.ReadAllBytesAsync(saved.Path, TestContext.Current.CancellationToken));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(other)), saved.Sha256);
    }

    [Theory]
    [InlineData("bytes 5-300000/{0}", "\"one\"")]
    [InlineData("bytes 100000-100009/9999999", "\"one\"")]
    [InlineData("bytes 100000-300000/{0}", "\"two\"")]
    public async Task SaveAsync_PartThatDoesNotFit_StartsAgain(string range, string etag)
    {
        await using var bench = new DownloadBench(exchange => exchange.Number switch
        {
            1 => CutAsync(exchange, 100_000),
            2 => exchange.SendHeadAsync("206 Partial Content", "Content-Range: " + string.Format(null, range, Video.Length), "ETag: " + etag, "Content-Length: 0"),
            _ => exchange.SendWholeAsync(Video),
        });

        var saved = await bench.SaveAsync();

        Assert.Equal(Video, await File.ReadAllBytesAsync(saved.Path, TestContext.Current.CancellationToken));
        Assert.DoesNotContain("Range", bench.Server.Requests[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveAsync_WithoutAValidator_NeverJoinsParts()
    {
        await using var bench = new DownloadBench(async exchange =>
        {
            await exchange.SendHeadAsync("200 OK", $"Content-Length: {Video.Length}");
            await exchange.SendAsync(exchange.Number == 1 ? Video.AsMemory(0, 100_000) : Video);
        });

        await bench.SaveAsync();

        Assert.DoesNotContain("Range", bench.Server.Requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveAsync_AlwaysCut_GivesUpAndLeavesNothing()
    {
        await using var bench = new DownloadBench(exchange => exchange.SendHeadAsync("200 OK", $"Content-Length: {Video.Length}"));

        var failure = await bench.FailAsync();

        Assert.Equal((DownloadFailure.Broken, true), (failure.Kind, failure.RetryLater));
        Assert.Equal(4, bench.Server.Requests.Count);
        Assert.Empty(bench.Files);
    }

    [Theory]
    [InlineData(500, 4, true)]
    [InlineData(429, 4, true)]
    [InlineData(400, 1, false)]
    public async Task SaveAsync_ErrorAnswers_AreRepeatedOnlyWhereThatHelps(int status, int requests, bool later)
    {
        await using var bench = new DownloadBench(exchange => exchange.SendHeadAsync($"{status} Sorry", "Content-Length: 0"));

        var failure = await bench.FailAsync();

        Assert.Equal((DownloadFailure.ServiceError, later), (failure.Kind, failure.RetryLater));
        Assert.Equal(requests, bench.Server.Requests.Count);
    }

    [Fact(Timeout = 60_000)]
    public async Task SaveAsync_SilentSender_StallsAfterItsTime()
    {
        var silent = new SemaphoreSlim(0);
        await using var bench = new DownloadBench(async exchange =>
        {
            await exchange.SendHeadAsync("200 OK", $"Content-Length: {Video.Length}", "ETag: \"one\"");
            silent.Release();
            await exchange.StopRespondingAsync();
        });

        var failing = bench.FailAsync();
        for (var attempt = 0; attempt < 4; attempt++)
        {
            await silent.WaitAsync(TestContext.Current.CancellationToken);
            bench.Time.Clock.Advance(TimeSpan.FromSeconds(31));
        }

        var failure = await failing;
        Assert.Equal((DownloadFailure.Stalled, true), (failure.Kind, failure.RetryLater));
        Assert.Contains("30 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task SaveAsync_SlowButSteadySender_IsNotCutOff()
    {
        var asked = new SemaphoreSlim(0);
        var seen = new ReportSignal();
        await using var bench = new DownloadBench(async exchange =>
        {
            await exchange.SendHeadAsync("200 OK", $"Content-Length: {Video.Length}");
            for (var at = 0; at < Video.Length; at += 100_000)
            {
                await exchange.SendAsync(Video.AsMemory(at, Math.Min(100_000, Video.Length - at)));
                await asked.WaitAsync(exchange.Stopped);
            }
        });

        var saving = bench.SaveAsync(progress: seen);
        for (var bytes = 100_000; bytes < Video.Length; bytes += 100_000)
        {
            await seen.ReachedAsync(bytes, TestContext.Current.CancellationToken);
            bench.Time.Clock.Advance(TimeSpan.FromSeconds(25));
            asked.Release();
        }

        Assert.Equal(Video.Length, (await saving).Length);
        Assert.Single(bench.Server.Requests);
    }

    private static async Task CutAsync(ScriptedConnection exchange, int count)
    {
        var from = exchange.RangeStart;
        if (from == 0)
            await exchange.SendHeadAsync("200 OK", $"Content-Length: {Video.Length}", "ETag: \"one\"");
        else
            await exchange.SendHeadAsync("206 Partial Content", $"Content-Range: bytes {from}-{Video.Length - 1}/{Video.Length}", $"Content-Length: {Video.Length - from}", "ETag: \"one\"");
        await exchange.SendAsync(Video.AsMemory(from, count));
    }

    private sealed class ReportSignal : IProgress<DownloadProgress>
    {
        private readonly Channel<long> _received = Channel.CreateUnbounded<long>();

        public void Report(DownloadProgress value) => _received.Writer.TryWrite(value.Received);

        public async Task ReachedAsync(long bytes, CancellationToken ct)
        {
            while (await _received.Reader.ReadAsync(ct) < bytes)
            {
            }
        }
    }
}
