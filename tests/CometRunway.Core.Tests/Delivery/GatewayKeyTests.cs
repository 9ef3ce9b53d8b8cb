using System.Net;
using CometRunway.Callers;
using CometRunway.Net;
using CometRunway.Options;
using CometRunway.TestKit.Gateways;
using CometRunway.TestKit.Http;
using CometRunway.TestKit.Time;
using CometRunway.Videos.Downloads;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.Core.Tests.Delivery;

/// <summary>Where the API key is sent with a download. Sent to another address, it would be lost to strangers, who can spend the user's money.</summary>
public sealed class GatewayKeyTests
{
    private const string Content = "/v1/videos/" + DeliveryGateway.TaskId + "/content";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Save_SignedLinkOfTheGateway_IsRequestedWithoutTheKey()
    {
        await using var lab = new DeliveryLab(request => request.Header("Authorization") is null
            ? RawResponse.Video(DeliveryLab.Video)
            : RawResponse.Text("400 Bad Request", "<Error>Only one auth mechanism allowed</Error>", "application/xml"));
        lab.Gateway.FinishWith($"http://{lab.Gateway.Authority}/a.mp4?X-Amz-Signature=1");

        await lab.SaveAsync();

        Assert.Single(lab.Gateway.Files);
    }

    [Fact]
    public async Task Save_ContentLink_IsAskedForTheKeyFirst()
    {
        await using var lab = new DeliveryLab(NeedsKey);
        lab.Gateway.FinishWith($"http://{lab.Gateway.Authority}{Content}");

        await lab.SaveAsync();

        Assert.Equal([null, $"Bearer {DeliveryLab.Key}"], lab.Gateway.Files.Select(request => request.Header("Authorization")));
    }

    [Theory]
    [InlineData("http://localhost:{port}/a.mp4")]
    [InlineData("http://127.0.0.1:{other}/a.mp4")]
    [InlineData("http://user@127.0.0.1:{port}/a.mp4")]
    public async Task Save_LinkToAnotherOrigin_NeverGetsTheKey(string link)
    {
        await using var stranger = new DeliveryGateway(_ => RawResponse.Text("401 Unauthorized", "{}"));
        await using var lab = new DeliveryLab(_ => RawResponse.Text("401 Unauthorized", "{}"));
        lab.Gateway.FinishWith(link.Replace("{port}", $"{lab.Gateway.Address.Port}", StringComparison.Ordinal).Replace("{other}", $"{stranger.Address.Port}", StringComparison.Ordinal));

        var task = await lab.FailAsync();

        Assert.All(lab.Gateway.Files.Concat(stranger.Files), request => Assert.Null(request.Header("Authorization")));
        Assert.Equal("link_rejected", task.ErrorCode);
    }

    [Fact]
    public async Task Save_ContentLinkThatRedirectsAway_LeavesTheKeyBehind()
    {
        await using var host = new DeliveryGateway(_ => RawResponse.Video(DeliveryLab.Video));
        await using var lab = new DeliveryLab(request => request.Header("Authorization") is null ? RawResponse.Text("401 Unauthorized", "{}") : RawResponse.Redirect($"http://{host.Authority}/signed.mp4"));
        lab.Gateway.FinishWith($"http://{lab.Gateway.Authority}{Content}");

        await lab.SaveAsync();

        Assert.Null(Assert.Single(host.Files).Header("Authorization"));
    }

    [Fact]
    public async Task Save_StrangerThatRedirectsToTheGateway_DoesNotMakeItSendTheKey()
    {
        await using var lab = new DeliveryLab(_ => RawResponse.Text("401 Unauthorized", "{}"));
        var target = $"http://{lab.Gateway.Authority}{Content}";
        await using var stranger = new DeliveryGateway(_ => RawResponse.Redirect(target));
        lab.Gateway.FinishWith($"http://{stranger.Authority}/a.mp4");

        await lab.FailAsync();

        Assert.All(lab.Gateway.Files, request => Assert.Null(request.Header("Authorization")));
    }

    [Fact]
    public async Task Save_LinkWithWrongHostAndTheGatewaysPath_IsSavedFromTheGateway()
    {
        using var closed = new ClosedPort();
        await using var lab = new DeliveryLab(NeedsKey, prefix: "/comet", time: new FastTimeProvider());
        // What a gateway writes that was not told its own address.
        lab.Gateway.FinishWith($"http://{closed.Address.Authority}{Content}");

        await lab.SaveAsync();

        Assert.All(lab.Gateway.Files, request => Assert.Equal("/comet" + Content, request.Target));
    }

    [Fact]
    public async Task Save_OutsideThePathOfTheBaseAddress_NeverGetsTheKey()
    {
        await using var lab = new DeliveryLab(_ => RawResponse.Text("401 Unauthorized", "{}"), prefix: "/comet");
        lab.Gateway.FinishWith($"http://{lab.Gateway.Authority}/comet/%2E%2e/other/a.mp4");

        await lab.FailAsync();

        Assert.All(lab.Gateway.Files, request => Assert.Null(request.Header("Authorization")));
    }

    [Fact]
    public async Task Save_KeyOfTheCaller_IsTheOneOfTheTask()
    {
        var keys = new PerCaller();
        await using var lab = new DeliveryLab(NeedsAnyKey, register: services => services.AddSingleton<IApiKeyProvider>(keys).AddSingleton<ICallerContext>(keys));
        lab.Gateway.FinishWith($"http://{lab.Gateway.Authority}{Content}");
        await lab.SaveAsync();
        keys.CallerId = "bob";

        await lab.SaveAsync();

        Assert.Equal(["Bearer sk-key-of-ada", "Bearer sk-key-of-bob"], lab.Gateway.Files.Select(request => request.Header("Authorization")).OfType<string>());
    }

    [Fact]
    public async Task Save_KeyNotAccepted_IsTheReasonAndIsNotShown()
    {
        await using var lab = new DeliveryLab(_ => RawResponse.Text("401 Unauthorized", "{}"));
        lab.Gateway.FinishWith($"http://{lab.Gateway.Authority}{Content}");

        var task = await lab.FailAsync();

        Assert.Equal("link_needs_key", task.ErrorCode);
        Assert.DoesNotContain(DeliveryLab.Key, task.FileProblem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://api.example.com/v1/a", true)]
    [InlineData("https://API.Example.com:443/v1/a", true)]
    [InlineData("https://api.example.com./v1/a", false)]
    [InlineData("https://api.example.com.evil.test/v1/a", false)]
    [InlineData("https://evil.test/api.example.com/v1/a", false)]
    [InlineData("https://api.example.com@evil.test/v1/a", false)]
    [InlineData("https://x@api.example.com/v1/a", false)]
    [InlineData("https://api.example.com:8443/v1/a", false)]
    [InlineData("http://api.example.com/v1/a", false)]
    [InlineData("http://api.example.com:443/v1/a", false)]
    [InlineData("https://xn--pi-6kc.example.com/v1/a", false)]
    [InlineData("https://\u0430pi.example.com/v1/a", false)]
    [InlineData("https://sub.api.example.com/v1/a", false)]
    public void Contains_Link_IsTheExactOrigin(string link, bool expected) =>
        Assert.Equal(expected, new GatewayLinks(new Uri("https://api.example.com/"), null).Contains(ExactLink.TryParse(link)!));

    [Theory]
    [InlineData("/comet/a", true)]
    [InlineData("/comet/a..b/c", true)]
    [InlineData("/comet", false)]
    [InlineData("/cometx/a", false)]
    [InlineData("/a", false)]
    [InlineData("/comet/../a", false)]
    [InlineData("/comet/%2e%2E/a", false)]
    [InlineData("/comet/x%2f..%2f../a", false)]
    [InlineData("/comet/..%5Ca", false)]
    [InlineData("/comet/..\\a", false)]
    [InlineData("/comet/..;/a", false)]
    [InlineData("/comet/..;x=1/a", false)]
    [InlineData("/comet/%2E%2E;/a", false)]
    [InlineData("/comet/..%3B/a", false)]
    [InlineData("/comet/%252e%252e/a", false)]
    [InlineData("/comet/%25252e%25252e/a", false)]
    [InlineData("/comet/..%252fa", false)]
    [InlineData("/comet/x%5c..%5c..%5ca", false)]
    [InlineData("/comet/x\\..\\..\\a", false)]
    [InlineData("/comet/..%20/a", false)]
    [InlineData("/comet/.../a", false)]
    [InlineData("/comet/%c0%ae%c0%ae/a", false)]
    [InlineData("/comet/\uFF0E\uFF0E/a", false)]
    [InlineData("/comet/..%00/a", false)]
    [InlineData("/comet/..%0d%0a/a", false)]
    [InlineData("/comet//a", false)]
    [InlineData("/comet/caf%C3%A9%20(1).mp4", true)]
    [InlineData("/comet/.well-known/a~b,c=d:e@f+g.mp4", true)]
    [InlineData("/comet/a%2Db/", true)]
    public void Contains_PathOfTheBaseAddress_MustNotBeLeft(string path, bool expected) =>
        Assert.Equal(expected, new GatewayLinks(new Uri("https://proxy.example.com/comet/"), null).Contains(ExactLink.TryParse("https://proxy.example.com" + path)!));

    /// <summary>Nothing is outside the root, so no spelling of a path keeps a paid video from being asked for with the key.</summary>
    [Theory]
    [InlineData("//files/x.mp4")]
    [InlineData("/files/a%2Fb.mp4")]
    [InlineData("/files/x;v=1.mp4")]
    [InlineData("/files/100%25.mp4")]
    [InlineData("/files/%5B1%5D.mp4")]
    [InlineData("/f/a%3Fb.mp4")]
    public void Contains_BaseAddressIsTheRoot_EveryPath(string path) =>
        Assert.True(new GatewayLinks(new Uri("https://proxy.example.com/"), null).Contains(ExactLink.TryParse("https://proxy.example.com" + path)!));

    [Theory]
    [InlineData("http://cdn.invalid/a%2Db.mp4?s=%7e", "https://cdn.invalid/a%2Db.mp4?s=%7e")]
    [InlineData("http://cdn.invalid:80/a.mp4", "https://cdn.invalid/a.mp4")]
    [InlineData("http://cdn.invalid:8080/a.mp4", "https://cdn.invalid:8080/a.mp4")]
    [InlineData("http://api.invalid/v1/videos/x/content", "https://api.invalid/v1/videos/x/content")]
    public async Task Open_PlainHttp_IsRequestedWithHttps(string link, string requested)
    {
        var handler = new ScriptedHandler().Answer(HttpStatusCode.OK);
        using var http = new HttpClient(handler);
        var opener = new LinkOpener(http, new GatewayLinks(new Uri("https://api.invalid/"), new ApiKey("sk-1234567890")), allowLoopback: false);

        using var response = await opener.GetAsync(ExactLink.TryParse(link)!, _ => { }, Token);

        Assert.Equal(requested, Assert.Single(handler.Sent).Address.AbsoluteUri);
    }

    private static RawResponse NeedsKey(RawRequest request) => request.Header("Authorization") == $"Bearer {DeliveryLab.Key}"
        ? RawResponse.Video(DeliveryLab.Video)
        : RawResponse.Text("401 Unauthorized", """{"error":{"message":"invalid token"}}""");

    private static RawResponse NeedsAnyKey(RawRequest request) => request.Header("Authorization") is null
        ? RawResponse.Text("401 Unauthorized", """{"error":{"message":"invalid token"}}""")
        : RawResponse.Video(DeliveryLab.Video);

    private sealed class PerCaller : IApiKeyProvider, ICallerContext
    {
        public string? CallerId { get; set; } = "ada";

        public ValueTask<ApiKey?> GetKeyAsync(string? callerId, CancellationToken cancellationToken) => new(new ApiKey($"sk-key-of-{callerId}"));
    }
}
