using System.IO.Compression;
using CometRunway.Core.Tests.Videos;
using CometRunway.TestKit.Media;
using CometRunway.TestKit.Net;
using CometRunway.Videos.Downloads;

namespace CometRunway.Core.Tests.Delivery;

/// <summary>Compressed bodies: their size is limited, and parts of them are never mixed with plain bytes, which would save a damaged video.</summary>
public sealed class CompressedVideoTests
{
    private static readonly byte[] Video = new TinyMp4 { MediaBytes = 300_000 }.Build();

    [Fact]
    public async Task SaveAsync_CompressedVideoLargerThanTheLimit_IsTooLargeAndLeavesNothing()
    {
        // About 70 kB on the wire.
        var bomb = Gzip([.. Video[..2_000], .. new byte[64 << 20]]);
        await using var bench = new DownloadBench(exchange => SendAsync(exchange, bomb));

        var failure = await bench.FailAsync(bench.Request with { MaxBytes = 1 << 20 });

        Assert.Equal((DownloadFailure.TooLarge, false), (failure.Kind, failure.RetryLater));
        Assert.Empty(bench.Files);
        Assert.True(bomb.Length < 100_000);
    }

    [Fact]
    public async Task SaveAsync_CompressedWebPage_IsNotAVideoAndShowsItsFirstWords()
    {
        await using var bench = new DownloadBench(exchange => SendAsync(exchange, Gzip("<html><title>Sign in"u8.ToArray())));

        var failure = await bench.FailAsync();

        Assert.Equal(DownloadFailure.NotAVideo, failure.Kind);
        Assert.Contains("Sign in", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveAsync_CompressedTwice_IsNotSaved()
    {
        await using var bench = new DownloadBench(exchange => SendAsync(exchange, Gzip(Gzip(Video))));

        Assert.Equal(DownloadFailure.NotAVideo, (await bench.FailAsync()).Kind);
        Assert.Empty(bench.Files);
    }

    [Fact]
    public async Task SaveAsync_DamagedCompression_IsRetriedFromTheStart()
    {
        var damaged = Gzip(Video);
        damaged[^6] ^= 0xFF;
        await using var bench = new DownloadBench(exchange => SendAsync(exchange, exchange.Number == 1 ? damaged : Gzip(Video)));

        await bench.SaveAsync();

        await AssertSavedAsync(bench);
        Assert.All(bench.Server.Requests, head => Assert.DoesNotContain("Range", head, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task SaveAsync_CompressedAndInterrupted_StartsAgainWithoutARange()
    {
        var body = Gzip(Video);
        await using var bench = new DownloadBench(async exchange =>
        {
            await exchange.SendHeadAsync("200 OK", "Content-Encoding: gzip", $"Content-Length: {body.Length}", "ETag: \"one\"");
            await exchange.SendAsync(exchange.Number == 1 ? body.AsMemory(0, body.Length / 2) : body);
        });

        await bench.SaveAsync();

        await AssertSavedAsync(bench);
        Assert.DoesNotContain("Range", bench.Server.Requests[1], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task SaveAsync_LabelOnPlainBytesAndInterrupted_IsResumed()
    {
        await using var bench = new DownloadBench(async exchange =>
        {
            if (exchange.Number == 1)
            {
                await exchange.SendHeadAsync("200 OK", "Content-Encoding: gzip", $"Content-Length: {Video.Length}", "ETag: \"one\"");
                await exchange.SendAsync(Video.AsMemory(0, 100_000));
                return;
            }

            await SendPartAsync(exchange, exchange.RangeStart, "Content-Encoding: gzip");
        });

        await bench.SaveAsync();

        await AssertSavedAsync(bench);
        Assert.Contains("Range: bytes=", bench.Server.Requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveAsync_RestOfAPlainVideoComesCompressed_IsNotAppended()
    {
        await using var bench = new DownloadBench(async exchange =>
        {
            if (exchange.Number == 1)
            {
                await exchange.SendHeadAsync("200 OK", $"Content-Length: {Video.Length}", "ETag: \"one\"");
                await exchange.SendAsync(Video.AsMemory(0, 100_000));
            }
            else if (exchange.Header("Range") is not null)
            {
                // A range of the compressed bytes, which are other bytes, and here by chance as many.
                var from = exchange.RangeStart;
                await exchange.SendHeadAsync("206 Partial Content", "Content-Encoding: gzip", $"Content-Range: bytes {from}-{Video.Length - 1}/{Video.Length}", $"Content-Length: {Video.Length - from}", "ETag: \"one\"");
                await exchange.SendAsync(new byte[Video.Length - from]);
            }
            else
            {
                await exchange.SendWholeAsync(Video);
            }
        });

        await bench.SaveAsync();

        await AssertSavedAsync(bench);
    }

    [Fact]
    public async Task SaveAsync_FirstHalfOfACompressedVideo_IsNotTakenForTheVideo()
    {
        var body = Gzip(Video);
        await using var bench = new DownloadBench(async exchange =>
        {
            await exchange.SendHeadAsync("206 Partial Content", "Content-Encoding: gzip", $"Content-Range: bytes 0-{(body.Length / 2) - 1}/{body.Length}", $"Content-Length: {body.Length / 2}", "ETag: \"one\"");
            await exchange.SendAsync(body.AsMemory(0, body.Length / 2));
        });

        Assert.Equal(DownloadFailure.ServiceError, (await bench.FailAsync()).Kind);
        Assert.Empty(bench.Files);
    }

    [Fact]
    public async Task SaveAsync_HalfOfAVideoWithoutAValidator_IsNotCompletedFromPerhapsAnotherFile()
    {
        await using var bench = new DownloadBench(exchange => SendPartAsync(exchange, 0, end: Video.Length / 2));

        Assert.Equal(DownloadFailure.ServiceError, (await bench.FailAsync()).Kind);
        Assert.Empty(bench.Files);
    }

    [Fact]
    public async Task SaveAsync_SecondHalfOfAnotherVersion_IsNotAppended()
    {
        await using var bench = new DownloadBench(exchange => exchange.Number switch
        {
            1 => SendPartAsync(exchange, 0, "ETag: \"one\"", Video.Length / 2),
            2 => SendPartAsync(exchange, exchange.RangeStart, "ETag: \"two\""),
            _ => exchange.SendWholeAsync(Video),
        });

        await bench.SaveAsync();

        await AssertSavedAsync(bench);
        Assert.DoesNotContain("Range", bench.Server.Requests[2], StringComparison.OrdinalIgnoreCase);
    }

    private static async Task AssertSavedAsync(DownloadBench bench) =>
        Assert.Equal(Video, await File.ReadAllBytesAsync(bench.VideoPath, TestContext.Current.CancellationToken));

    private static async Task SendAsync(ScriptedConnection exchange, byte[] body)
    {
        await exchange.SendHeadAsync("200 OK", "Content-Encoding: gzip", $"Content-Length: {body.Length}");
        await exchange.SendAsync(body);
    }

    private static async Task SendPartAsync(ScriptedConnection exchange, int from, string header = "X: 1", int? end = null)
    {
        var to = end ?? Video.Length;
        await exchange.SendHeadAsync("206 Partial Content", $"Content-Range: bytes {from}-{to - 1}/{Video.Length}", $"Content-Length: {to - from}", header);
        await exchange.SendAsync(Video.AsMemory(from, to - from));
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return compressed.ToArray();
    }
}
