using System.Text;
using CometRunway.Options;
using CometRunway.TestKit.Media;
using CometRunway.TestKit.Net;
using CometRunway.TestKit.Snapshots;
using CometRunway.Videos.Downloads;

namespace CometRunway.Core.Tests.Videos;

/// <summary>What is said about a video that was not saved, word for word.</summary>
public sealed class VideoSentenceTests
{
    private static readonly byte[] Video = new TinyMp4 { MediaBytes = 300_000 }.Build();

    [Fact]
    public async Task SaveAsync_EveryFailure_SaysWhatIsKept()
    {
        var sentences = new Sentences("downloads");
        (string Name, Func<ScriptedConnection, Task> Script, Func<DownloadRequest, DownloadRequest>? Change)[] rows =
        [
            ("LinkRejected", exchange => exchange.SendHeadAsync("403 Forbidden", "Content-Length: 0"), null),
            ("ServiceError", exchange => exchange.SendHeadAsync("400 Bad Request", "Content-Length: 0"), null),
            ("ServiceError, endless redirects", exchange => exchange.SendHeadAsync("302 Found", "Location: /again", "Content-Length: 0"), null),
            ("ServiceError, redirect to nowhere", exchange => exchange.SendHeadAsync("302 Found", "Content-Length: 0"), null),
            ("LinkNeedsKey", exchange => exchange.SendHeadAsync("401 Unauthorized", "Content-Length: 0"), request => request with { Gateway = new(new Uri(request.Link, "/"), null) }),
            ("LinkNeedsKey, other key", exchange => exchange.SendHeadAsync("401 Unauthorized", "Content-Length: 0"), request => request with { Gateway = new(new Uri(request.Link, "/"), new ApiKey("sk-1234567890")) }),
            ("AddressRefused, no web link", exchange => exchange.SendHeadAsync("302 Found", "Location: ftp://192.0.2.1/x.mp4", "Content-Length: 0"), null),
            ("AddressRefused, private", exchange => exchange.SendHeadAsync("302 Found", "Location: https://10.0.0.5/x.mp4", "Content-Length: 0"), null),
            ("NotAVideo, web page", exchange => SendAsync(exchange, "<!doctype html><html><title>Sign in</title>"), null),
            ("NotAVideo, JSON", exchange => SendAsync(exchange, """{"error":"expired"}"""), null),
            ("NotAVideo, XML", exchange => SendAsync(exchange, """<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>"""), null),
            ("NotAVideo, text", exchange => SendAsync(exchange, "gone"), null),
            ("NotAVideo, other", exchange => SendAsync(exchange, "PK\u0003\u0004\0\0\0\0"), null),
            ("NotAVideo, empty", exchange => SendAsync(exchange, ""), null),
            ("NotAVideo, unknown coding", exchange => SendAsync(exchange, "\u0001\u0002", "Content-Encoding: zstd"), null),
            ("Broken, damaged compression", exchange => SendAsync(exchange, "not brotli", "Content-Encoding: br"), null),
            ("ServiceError, only a part", async exchange =>
            {
                await exchange.SendHeadAsync("206 Partial Content", $"Content-Range: bytes 0-999/{Video.Length}", "Content-Length: 1000");
                await exchange.SendAsync(Video.AsMemory(0, 1000));
            }, null),
            ("ServiceError, more follows", async exchange =>
            {
                var from = exchange.RangeStart;
                await exchange.SendHeadAsync("206 Partial Content", $"Content-Range: bytes {from}-{from + 999}/*", "Content-Length: 1000");
                await exchange.SendAsync(Video.AsMemory(from, 1000));
            }, null),
            ("NotAVideo, cut", async exchange =>
            {
                await exchange.SendHeadAsync("200 OK");
                await exchange.SendAsync(Video.AsMemory(0, 200_000));
            }, null),
            ("Broken, another video", exchange => exchange.SendWholeAsync(Video), request => request with { ExpectedSha256 = new('0', 64) }),
            ("TooLarge", exchange => exchange.SendWholeAsync(Video), request => request with { MaxBytes = 100_000 }),
        ];

        foreach (var (name, script, change) in rows)
        {
            await using var bench = new DownloadBench(script);
            var failure = await bench.FailAsync(change?.Invoke(bench.Request) ?? bench.Request);
            Assert.Equal(name.Split(',')[0], failure.Kind.ToString());
            sentences.Add(name, failure.Message);
        }

        // What a file system throws depends on the system; what is made of it does not.
        (string Name, Exception Failure)[] disks =
        [
            ("FolderUnavailable", new DirectoryNotFoundException()),
            ("FolderUnavailable, other", new IOException("scripted", 5)),
            ("PermissionDenied", new UnauthorizedAccessException()),
        ];
        foreach (var (name, failure) in disks)
            sentences.Add(name, DiskErrors.ToDownloadException(failure, "/videos").Message);
        sentences.Verify();
    }

    private static async Task SendAsync(ScriptedConnection exchange, string body, params string[] headers)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        await exchange.SendHeadAsync("200 OK", [$"Content-Length: {bytes.Length}", .. headers]);
        await exchange.SendAsync(bytes);
    }
}
