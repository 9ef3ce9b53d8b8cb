using System.Net;
using System.Security.Authentication;
using CometRunway.Images;
using CometRunway.Images.Headers;
using CometRunway.Images.Remote;
using CometRunway.Options;
using CometRunway.TestKit.Snapshots;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CometRunway.Core.Tests.Images;

/// <summary>What is said about the answer of a link, word for word.</summary>
public sealed class RemoteImageSentenceTests
{
    private static readonly Uri Link = new("https://host.example/cat.png");

    private static readonly ProbeResult Good = new(Link, Link)
    {
        HeadStatus = 200,
        HeadHasLength = true,
        GetStatus = 206,
        MediaType = "image/png",
        Length = 1000,
        Header = new HeaderFacts("image/png", 64, 40),
    };

    [Fact]
    public async Task Look_EveryFinding_SaysWhatIsKept()
    {
        var sentences = new Sentences("image-probes");
        (string Name, ProbeResult Seen)[] rows =
        [
            ("link_redirects", Good with { FinalUri = new("https://host.example/really/cat.png"), Redirects = 1 }),
            ("link_redirects, to a refused place", new(Link, new("https://10.0.0.1/cat.png")) { Redirects = 1, RedirectFailed = true }),
            ("link_redirects, nowhere", new(Link, Link) { Redirects = 1, RedirectFailed = true }),
            ("link_not_found", Good with { GetStatus = 404 }),
            ("link_answers_error", Good with { GetStatus = 503 }),
            ("link_without_head, error", Good with { HeadStatus = 405 }),
            ("link_without_head, warning", Good with { HeadStatus = 403 }),
            ("link_without_length", Good with { HeadHasLength = false }),
            ("link_not_a_picture", Good with { Header = null, ContentKind = "a web page" }),
            ("link_type, bytes", Good with { Header = new HeaderFacts("image/gif", 64, 40) }),
            ("link_type, none", Good with { MediaType = null }),
            ("link_type, other", Good with { MediaType = "application/octet-stream" }),
            ("link_type_mismatch", Good with { MediaType = "image/jpeg" }),
            ("link_animated", Good with { Header = new HeaderFacts("image/png", 64, 40) { IsAnimated = true } }),
            ("link_too_large", Good with { Length = RemoteImageRules.MaxBytes + 1 }),
        ];

        foreach (var (name, seen) in rows)
            sentences.Add(name, RemoteImageRules.Check(seen, allowLoopback: false).Where(finding => finding.Code == name.Split(',')[0]).Select(finding => finding.Problem));
        sentences.Add("link_not_looked_at, private address", await LookAsync(new HttpRequestException(), "10.0.0.1"));
        sentences.Add("link_not_looked_at, no such name", await LookAsync(new HttpRequestException(HttpRequestError.NameResolutionError)));
        sentences.Add("link_not_looked_at, certificate", await LookAsync(new HttpRequestException("scripted", new AuthenticationException())));
        sentences.Add("link_not_looked_at, connection", await LookAsync(new HttpRequestException("scripted")));
        sentences.Add("link_not_looked_at, silence", await LookAsync(null));
        sentences.Verify();
    }

    /// <summary>The one warning when asking the link throws this, or when null, when nothing answers within the limit.</summary>
    private static async Task<string> LookAsync(Exception? failure, string address = "93.184.216.34")
    {
        var time = new FakeTimeProvider();
        using var client = new HttpClient(new FailingHandler(failure, time));
        var checker = new RemoteImageChecker(client, new OptionsWrapper<CometRunwayOptions>(new CometRunwayOptions()), time, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(address)]));
        var loaded = new ImageLoader(ImageFolders.FromOptions([])).Load(Link.AbsoluteUri);
        var token = TestContext.Current.CancellationToken;

        var result = await checker.CheckAsync(loaded, token).WithTestTimeout(token);

        var warning = Assert.Single(result.Warnings);
        Assert.Equal("link_not_looked_at", warning.Code);
        return warning.Problem;
    }

    private sealed class FailingHandler(Exception? failure, FakeTimeProvider time) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (failure is not null)
                throw failure;
            time.Advance(RemoteImageChecker.TimeLimit);
            cancellationToken.ThrowIfCancellationRequested();
            throw new InvalidOperationException("The time limit did not cancel the request.");
        }
    }
}
