using System.Globalization;
using CometRunway.TestKit.Media;
using CometRunway.TestKit.Net;
using CometRunway.Videos.Downloads;
using static CometRunway.TestKit.Media.BoxWriter;

namespace CometRunway.Core.Tests.Videos;

/// <summary>
/// Responses whose headers do not say where the file ends, or say it wrongly. A part of a video must not be recorded as the video, and a complete one must not
/// be lost because of strange headers.
/// </summary>
public sealed class UnknownEndTests
{
    private const string Tag = "ETag: \"one\"";
    private static readonly byte[] Video = new TinyMp4 { MediaBytes = 300_000 }.Build();

    /// <summary>Valid up to the end of each fragment.</summary>
    private static readonly byte[] Fragments = Join(Box("ftyp", Ascii("isom"), U32(512)), new TinyMp4().Movie(), Fragment(), Fragment(), Fragment());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> OddHeaders =>
    [
        "X: no range",
        "Content-Range: bytes 0-{last}/*",
        "Content-Range: bytes 0-{length}/{length}",
        "Content-Range: bytes 0-9/10",
        "Content-Range: bytes */{length}",
        "Content-Range: items 0-0/1",
        "Content-Range: nonsense",
    ];

    [Theory]
    [MemberData(nameof(OddHeaders))]
    public async Task SaveAsync_CompleteVideoWithAnOddRange_IsSavedWithOneRequest(string header)
    {
        await using var bench = new DownloadBench(exchange => SendAsync(exchange, Video, Expand(header, Video.Length), Tag));

        await bench.SaveAsync();

        await AssertSavedAsync(bench, Video);
        Assert.Single(bench.Server.Requests);
    }

    [Theory]
    [MemberData(nameof(OddHeaders))]
    public async Task SaveAsync_CutVideoWithAnOddRange_IsNotSaved(string header)
    {
        await using var bench = new DownloadBench(exchange => SendAsync(exchange, Video[..200_000], Expand(header, 200_000), Tag));

        Assert.Contains((await bench.FailAsync()).Kind, new[] { DownloadFailure.NotAVideo, DownloadFailure.Broken });
        Assert.Empty(bench.Files);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SaveAsync_FragmentsOfUnknownTotal_AreCompletedBeforeTheyCount(bool namesTotal)
    {
        var cut = Fragments.Length - Fragment().Length;
        await using var bench = new DownloadBench(exchange => exchange.RangeStart switch
        {
            0 => SendAsync(exchange, Fragments[..cut], $"Content-Range: bytes 0-{cut - 1}/*", Tag),
            var from when from == cut => SendAsync(exchange, Fragments[cut..], $"Content-Range: bytes {cut}-{Fragments.Length - 1}/{(namesTotal ? Fragments.Length : "*")}", Tag),
            _ => exchange.SendHeadAsync("416 Range Not Satisfiable", $"Content-Range: bytes */{Fragments.Length}", "Content-Length: 0"),
        });

        await bench.SaveAsync();

        await AssertSavedAsync(bench, Fragments);
        Assert.Contains("If-Range: \"one\"", bench.Server.Requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveAsync_FragmentsWithoutValidatorAndMoreFollow_AreNotTakenForTheVideo()
    {
        var cut = Fragments.Length - Fragment().Length;
        await using var bench = new DownloadBench(exchange => exchange.RangeStart == 0
            ? SendAsync(exchange, Fragments[..cut], $"Content-Range: bytes 0-{cut - 1}/*")
            : SendAsync(exchange, Fragments[cut..], $"Content-Range: bytes {cut}-{Fragments.Length - 1}/{Fragments.Length}"));

        Assert.Equal(DownloadFailure.ServiceError, (await bench.FailAsync()).Kind);
        Assert.Empty(bench.Files);
    }

    [Fact]
    public async Task SaveAsync_FragmentsAndTheFileIsLongerThanWhatArrived_AreNotTakenForTheVideo()
    {
        await using var bench = new DownloadBench(exchange => exchange.RangeStart == 0
            ? SendAsync(exchange, Fragments, $"Content-Range: bytes 0-{Fragments.Length - 1}/*", Tag)
            : exchange.SendHeadAsync("416 Range Not Satisfiable", $"Content-Range: bytes */{Fragments.Length + 1}", "Content-Length: 0"));

        Assert.Equal(DownloadFailure.Broken, (await bench.FailAsync()).Kind);
        Assert.Empty(bench.Files);
    }

    /// <summary>All bytes of the video have arrived, and the server does not like the question whether there are more.</summary>
    [Theory]
    [InlineData("400 Bad Request")]
    [InlineData("403 Forbidden")]
    [InlineData("410 Gone")]
    [InlineData("500 Internal Server Error")]
    [InlineData("204 No Content")]
    [InlineData("200 OK")]
    public async Task SaveAsync_FragmentsAndTheQuestionForMoreBringsNothing_AreSaved(string status)
    {
        await using var bench = new DownloadBench(async exchange =>
        {
            if (exchange.RangeStart > 0)
            {
                await exchange.SendHeadAsync(status, "Content-Length: 0");
                return;
            }

            await exchange.SendHeadAsync("200 OK", Tag);
            await exchange.SendAsync(Fragments);
        });

        await bench.SaveAsync();

        await AssertSavedAsync(bench, Fragments);
    }

    /// <summary>The failure that cut off the video can still last when it is asked for the rest.</summary>
    [Theory]
    [InlineData("503 Service Unavailable")]
    [InlineData("429 Too Many Requests")]
    public async Task SaveAsync_CutFragmentsAndTheServiceFailsForAMoment_AreCompleted(string status)
    {
        var cut = Fragments.Length - Fragment().Length;
        await using var bench = new DownloadBench(exchange => exchange.Number switch
        {
            1 => SendAsync(exchange, Fragments[..cut], $"Content-Range: bytes 0-{cut - 1}/*", Tag),
            2 or 3 => exchange.SendHeadAsync(status, "Content-Length: 0"),
            _ => SendAsync(exchange, Fragments[cut..], $"Content-Range: bytes {cut}-{Fragments.Length - 1}/{Fragments.Length}", Tag),
        });

        await bench.SaveAsync();

        await AssertSavedAsync(bench, Fragments);
    }

    [Fact]
    public async Task SaveAsync_FragmentsAndTheQuestionForMoreBringsAPage_AreSavedWithTheNextResponse()
    {
        await using var bench = new DownloadBench(async exchange =>
        {
            await exchange.SendHeadAsync("200 OK", Tag);
            await exchange.SendAsync(exchange.RangeStart > 0 ? Ascii("<html>Not here</html>") : Fragments);
        });

        await bench.SaveAsync();

        await AssertSavedAsync(bench, Fragments);
    }

    [Fact]
    public async Task SaveAsync_VideoThatAProxyChanged_IsSaved()
    {
        await using var bench = new DownloadBench(async exchange =>
        {
            await exchange.SendHeadAsync("203 Non-Authoritative Information", $"Content-Length: {Video.Length}");
            await exchange.SendAsync(Video);
        });

        await bench.SaveAsync();

        await AssertSavedAsync(bench, Video);
    }

    [Theory]
    [InlineData("206 Partial Content", "Content-Range: bytes 0-{last}/*")]
    [InlineData("206 Partial Content", "X: no range")]
    [InlineData("200 OK", "X: no range")]
    public async Task SaveAsync_FragmentsFromAServerThatAlwaysSendsTheSame_AreSaved(string status, string header)
    {
        await using var bench = new DownloadBench(async exchange =>
        {
            // Without a length, so that the end of the connection is the end.
            await exchange.SendHeadAsync(status, Expand(header, Fragments.Length), Tag);
            await exchange.SendAsync(Fragments);
        });

        await bench.SaveAsync();

        await AssertSavedAsync(bench, Fragments);
    }

    [Fact]
    public async Task SaveAsync_ConnectionEndsBetweenFragments_IsContinued()
    {
        var cut = Fragments.Length - Fragment().Length;
        await using var bench = new DownloadBench(async exchange =>
        {
            if (exchange.RangeStart > 0)
            {
                await SendAsync(exchange, Fragments[cut..], $"Content-Range: bytes {cut}-{Fragments.Length - 1}/{Fragments.Length}", Tag);
                return;
            }

            await exchange.SendHeadAsync("200 OK", Tag);
            await exchange.SendAsync(Fragments.AsMemory(0, cut));
        });

        await bench.SaveAsync();

        await AssertSavedAsync(bench, Fragments);
    }

    [Fact]
    public async Task SaveAsync_ChunkedResponse_HasItsEndAndIsNotAskedForMore()
    {
        await using var bench = new DownloadBench(async exchange =>
        {
            await exchange.SendHeadAsync("200 OK", "Transfer-Encoding: chunked", Tag);
            await exchange.SendAsync($"{Fragments.Length:X}\r\n");
            await exchange.SendAsync(Fragments);
            await exchange.SendAsync("\r\n0\r\n\r\n");
        });

        await bench.SaveAsync();

        Assert.Single(bench.Server.Requests);
    }

    /// <summary>The first response had no length, so the total of a later one is the only one.</summary>
    [Fact]
    public async Task SaveAsync_RestHasATotal_IsNotCompleteBefore()
    {
        const int Step = 100_000;
        await using var bench = new DownloadBench(async exchange =>
        {
            if (exchange.Number == 1)
            {
                await exchange.SendHeadAsync("200 OK", "Transfer-Encoding: chunked", Tag);
                await exchange.SendAsync($"{Step:X}\r\n");
                await exchange.SendAsync(Video.AsMemory(0, Step));
                return;
            }

            var end = Math.Min(exchange.RangeStart + Step, Video.Length);
            await SendAsync(exchange, Video[exchange.RangeStart..end], $"Content-Range: bytes {exchange.RangeStart}-{end - 1}/{Video.Length}", Tag);
        });

        await bench.SaveAsync();

        await AssertSavedAsync(bench, Video);
        Assert.InRange(bench.Server.Requests.Count, 4, 5);
    }

    [Theory]
    [InlineData("Content-Range: bytes {from}-{last}/{other}")]
    [InlineData("Content-Range: bytes {before}-{last}/{length}")]
    [InlineData("Content-Range: bytes {from}-{next}/{length}")]
    [InlineData("X: no range")]
    public async Task SaveAsync_RestThatContradictsTheBeginning_IsNotAppended(string header)
    {
        await using var bench = new DownloadBench(exchange => exchange.Number switch
        {
            1 => SendPartAsync(exchange),
            2 => SendAsync(exchange, new byte[Video.Length - exchange.RangeStart], Expand(header, Video.Length, exchange.RangeStart), Tag),
            _ => exchange.SendWholeAsync(Video),
        });

        await bench.SaveAsync();

        await AssertSavedAsync(bench, Video);
        Assert.DoesNotContain("Range", bench.Server.Requests[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveAsync_RestOfALaterVersionWithoutTag_IsNotAppended()
    {
        const string First = "Last-Modified: Mon, 02 Nov 2026 10:00:00 GMT";
        const string Later = "Last-Modified: Tue, 03 Nov 2026 10:00:00 GMT";
        await using var bench = new DownloadBench(exchange => exchange.Number switch
        {
            1 => SendPartAsync(exchange, First),
            2 => SendAsync(exchange, new byte[Video.Length - exchange.RangeStart], $"Content-Range: bytes {exchange.RangeStart}-{Video.Length - 1}/{Video.Length}", Later),
            _ => SendAsync(exchange, Video, "200", Later),
        });

        await bench.SaveAsync();

        await AssertSavedAsync(bench, Video);
    }

    [Fact]
    public async Task SaveAsync_MoreBytesThanTheRange_AreNotKept()
    {
        await using var bench = new DownloadBench(async exchange =>
        {
            if (exchange.Number > 1)
            {
                await exchange.SendRestAsync(Video);
                return;
            }

            await exchange.SendHeadAsync("206 Partial Content", $"Content-Range: bytes 0-99999/{Video.Length}", Tag);
            await exchange.SendAsync(Video.AsMemory(0, 100_000));
            await exchange.SendAsync(new byte[1_000]);
        });

        await bench.SaveAsync();

        await AssertSavedAsync(bench, Video);
    }

    [Fact]
    public async Task SaveAsync_AnotherPartThanTheBeginning_IsNotSaved()
    {
        await using var bench = new DownloadBench(exchange => SendAsync(exchange, Video[5..10], "Content-Range: bytes 5-9/10", Tag));

        Assert.Equal(DownloadFailure.Broken, (await bench.FailAsync()).Kind);
        Assert.Empty(bench.Files);
    }

    private static byte[] Fragment() => Join(
        Box("moof", Box("traf", Full("tfhd", 0, U32(1)), Full("trun", 0, U32(24)))),
        Box("mdat", Zeros(500)));

    private static string Expand(string header, int length, int from = 0) => header
        .Replace("{from}", Text(from), StringComparison.Ordinal)
        .Replace("{before}", Text(from - 10), StringComparison.Ordinal)
        .Replace("{next}", Text(from + 9), StringComparison.Ordinal)
        .Replace("{last}", Text(length - 1), StringComparison.Ordinal)
        .Replace("{length}", Text(length), StringComparison.Ordinal)
        .Replace("{other}", Text(length + 1), StringComparison.Ordinal);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task SendAsync(ScriptedConnection exchange, byte[] body, params string[] headers)
    {
        var isWhole = headers[0] == "200";
        await exchange.SendHeadAsync(isWhole ? "200 OK" : "206 Partial Content", [.. isWhole ? headers[1..] : headers, $"Content-Length: {body.Length}"]);
        await exchange.SendAsync(body);
    }

    private static async Task SendPartAsync(ScriptedConnection exchange, string validator = Tag)
    {
        await exchange.SendHeadAsync("200 OK", $"Content-Length: {Video.Length}", validator);
        await exchange.SendAsync(Video.AsMemory(0, 100_000));
    }

    private static async Task AssertSavedAsync(DownloadBench bench, byte[] expected) =>
        Assert.Equal(expected, await File.ReadAllBytesAsync(bench.VideoPath, Token));
}
