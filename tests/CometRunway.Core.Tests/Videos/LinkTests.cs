using CometRunway.TestKit.Media;
using CometRunway.Videos.Downloads;

namespace CometRunway.Core.Tests.Videos;

public sealed class LinkTests
{
    private static readonly byte[] Video = new TinyMp4().Build();

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(410)]
    public async Task SaveAsync_ExpiredLink_IsRefreshedOnce(int status)
    {
        await using var bench = new DownloadBench(exchange => exchange.PathAndQuery.StartsWith("/fresh", StringComparison.Ordinal)
            ? exchange.SendWholeAsync(Video)
            : exchange.SendHeadAsync($"{status} No", "Content-Length: 0"));

        var saved = await bench.SaveAsync(bench.Request with { RefreshLink = _ => Task.FromResult<Uri?>(bench.Server.Link("/fresh.mp4")) });

        Assert.Equal(Video.Length, saved.Length);
        Assert.Equal(2, bench.Server.Requests.Count);
    }

    [Theory]
    [InlineData(true, 2, 1)]
    [InlineData(false, 1, 1)]
    public async Task SaveAsync_NoFreshLinkHelps_IsRejected(bool offersOne, int requests, int refreshes)
    {
        var asked = 0;
        await using var bench = new DownloadBench(exchange => exchange.SendHeadAsync("403 Forbidden", "Content-Length: 0"));

        var failure = await bench.FailAsync(bench.Request with
        {
            RefreshLink = _ =>
            {
                asked++;
                return Task.FromResult(offersOne ? bench.Server.Link("/fresh.mp4") : null);
            },
        });

        Assert.Equal((DownloadFailure.LinkRejected, true), (failure.Kind, failure.RetryLater));
        Assert.Equal((requests, refreshes), (bench.Server.Requests.Count, asked));
    }

    [Fact]
    public async Task SaveAsync_Redirects_AreFollowed()
    {
        await using var bench = new DownloadBench(exchange => exchange.Number < 6
            ? exchange.SendHeadAsync("302 Found", $"Location: /hop{exchange.Number}", "Content-Length: 0")
            : exchange.SendWholeAsync(Video));

        var saved = await bench.SaveAsync();

        Assert.Equal(Video.Length, saved.Length);
    }

    [Fact]
    public async Task SaveAsync_EndlessRedirects_AreAnError()
    {
        await using var bench = new DownloadBench(exchange => exchange.SendHeadAsync("302 Found", "Location: /again", "Content-Length: 0"));

        var failure = await bench.FailAsync();

        Assert.Equal(DownloadFailure.ServiceError, failure.Kind);
        // Four attempts of one request and five redirects.
        Assert.Equal(4 * 6, bench.Server.Requests.Count);
        Assert.Contains("5", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://10.0.0.5/x.mp4")]
    [InlineData("https://[::ffff:192.168.1.1]/x.mp4")]
    [InlineData("https://[64:ff9b::a00:1]/x.mp4")]
    [InlineData("https://0/x.mp4")]
    [InlineData("https://0x0a000001/x.mp4")]
    [InlineData("http://192.0.2.1/x.mp4")]
    [InlineData("ftp://example.com/x.mp4")]
    public async Task SaveAsync_RedirectToARefusedPlace_IsRefused(string target)
    {
        await using var bench = new DownloadBench(exchange => exchange.SendHeadAsync("302 Found", "Location: " + target, "Content-Length: 0"));

        var failure = await bench.FailAsync();

        Assert.Equal((DownloadFailure.AddressRefused, false), (failure.Kind, failure.RetryLater));
        Assert.Single(bench.Server.Requests);
        Assert.Empty(bench.Files);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task SaveAsync_LoopbackWithoutLeave_IsRefused(string scheme)
    {
        await using var bench = new DownloadBench(exchange => exchange.SendWholeAsync(Video));
        var link = new UriBuilder(bench.Server.Link()) { Scheme = scheme, Host = "localhost" }.Uri;

        var failure = await bench.FailAsync(bench.Request with { Link = link, AllowLoopback = false });

        Assert.Equal(DownloadFailure.AddressRefused, failure.Kind);
        Assert.Empty(bench.Server.Requests);
    }
}
