using CometRunway.TestKit.Gateways;
using CometRunway.TestKit.Http;

namespace CometRunway.Core.Tests.Delivery;

/// <summary>A link of the service that needs the key and says so in another way than with 401. Without the second request, a paid video is not saved.</summary>
public sealed class KeyRetryTests
{
    private const string Content = "/v1/videos/" + DeliveryGateway.TaskId + "/content";
    private const string Bearer = "Bearer " + DeliveryLab.Key;

    [Theory]
    [InlineData("401 Unauthorized", "{}")]
    [InlineData("403 Forbidden", "{}")]
    [InlineData("404 Not Found", "{}")]
    [InlineData("400 Bad Request", "{}")]
    [InlineData("402 Payment Required", "{}")]
    [InlineData("405 Method Not Allowed", "")]
    [InlineData("200 OK", """{"error":"no token"}""")]
    [InlineData("200 OK", "<html><title>Sign in</title>")]
    [InlineData("200 OK", "")]
    [InlineData("204 No Content", "")]
    public async Task Save_AnyRefusalWithoutTheKey_IsRepeatedOnceWithIt(string status, string body)
    {
        await using var lab = new DeliveryLab(request => request.Header("Authorization") == Bearer ? RawResponse.Video(DeliveryLab.Video) : RawResponse.Text(status, body));
        lab.Gateway.FinishWith($"http://{lab.Gateway.Authority}{Content}?token=t%2D1");

        await lab.SaveAsync();

        Assert.Equal([null, Bearer], lab.Gateway.Files.Select(request => request.Header("Authorization")));
        Assert.All(lab.Gateway.Files, request => Assert.Equal(Content + "?token=t%2D1", request.Target));
    }

    [Theory]
    [InlineData("http://{host}/login")]
    [InlineData("http://{other}/login")]
    [InlineData("http://{closed}/login")]
    [InlineData("https://10.0.0.5/login")]
    [InlineData("ftp://10.0.0.5/login")]
    [InlineData("")]
    public async Task Save_RedirectToAPageForSigningIn_IsRepeatedOnceWithTheKeyWhichThePageDoesNotGet(string page)
    {
        await using var other = new DeliveryGateway(_ => RawResponse.Text("200 OK", "<html>Sign in", "text/html"));
        using var closed = new ClosedPort();
        var target = page.Replace("{other}", other.Authority, StringComparison.Ordinal).Replace("{closed}", closed.Address.Authority, StringComparison.Ordinal);
        await using var lab = new DeliveryLab(request => (request.Target, request.Header("Authorization")) switch
        {
            (Content, Bearer) => RawResponse.Video(DeliveryLab.Video),
            (Content, _) => target.Length == 0 ? RawResponse.Text("302 Found", "") : RawResponse.Redirect(target.Replace("{host}", request.Header("Host")!, StringComparison.Ordinal)),
            _ => RawResponse.Text("200 OK", "<html>Sign in", "text/html"),
        });
        lab.Gateway.FinishWith($"http://{lab.Gateway.Authority}{Content}");

        await lab.SaveAsync();

        Assert.All(lab.Gateway.Files.SkipLast(1).Concat(other.Files), request => Assert.Null(request.Header("Authorization")));
        Assert.Equal((Content, Bearer), (lab.Gateway.Files[^1].Target, lab.Gateway.Files[^1].Header("Authorization")));
    }

    [Fact]
    public async Task Save_LinkOutsideTheBaseAddress_IsNotRepeatedWithTheKey()
    {
        await using var lab = new DeliveryLab(_ => RawResponse.Text("404 Not Found", "{}"), prefix: "/comet");
        lab.Gateway.FinishWith($"http://{lab.Gateway.Authority}/other/a.mp4");

        await lab.FailAsync();

        Assert.All(lab.Gateway.Files, request => Assert.Null(request.Header("Authorization")));
    }

    /// <summary>Storage refuses a signed link with a key in other words than without, and the reason without is the true one.</summary>
    [Fact]
    public async Task Save_NeitherGivesTheVideo_HasTheReasonOfTheRequestWithoutTheKey()
    {
        await using var lab = new DeliveryLab(request => RawResponse.Text(request.Header("Authorization") is null ? "404 Not Found" : "400 Bad Request", "{}"));
        lab.Gateway.FinishWith($"http://{lab.Gateway.Authority}/a.mp4?sig=1");

        var task = await lab.FailAsync();

        Assert.Equal("link_rejected", task.ErrorCode);
        Assert.Contains("404", task.FileProblem, StringComparison.Ordinal);
    }

    /// <summary>The first link had expired, and a signed one is refused if a key is sent with it.</summary>
    [Fact]
    public async Task Save_NewLinkAfterARefusal_IsRequestedWithoutTheKeyAgain()
    {
        await using var lab = new DeliveryLab(request => request.Target == "/new.mp4" && request.Header("Authorization") is null
            ? RawResponse.Video(DeliveryLab.Video)
            : RawResponse.Text("403 Forbidden", "{}"));
        var reads = 0;
        lab.Gateway.OnRead = () => RawResponse.Text("200 OK", $$"""{"id":"x","status":"SUCCEEDED","output":["http://{{lab.Gateway.Authority}}/{{(++reads == 1 ? "old" : "new")}}.mp4"]}""");

        await lab.SaveAsync();

        Assert.Equal([null, Bearer, null], lab.Gateway.Files.Select(request => request.Header("Authorization")));
    }

    /// <summary>The old link needed the key; the new one is signed and is refused with it.</summary>
    [Fact]
    public async Task Save_NewLinkAfterADownloadWithTheKey_IsRequestedWithoutItAgain()
    {
        var served = 0;
        await using var lab = new DeliveryLab(request => (request.Target, request.Header("Authorization")) switch
        {
            ("/new.mp4", null) => RawResponse.Video(DeliveryLab.Video),
            ("/old.mp4", Bearer) when ++served == 1 => RawResponse.Video(DeliveryLab.Video) with { CutAt = 50_000 },
            ("/new.mp4", _) => RawResponse.Text("400 Bad Request", "{}"),
            _ => RawResponse.Text("404 Not Found", "{}"),
        });
        var reads = 0;
        lab.Gateway.OnRead = () => RawResponse.Text("200 OK", $$"""{"id":"x","status":"SUCCEEDED","output":["http://{{lab.Gateway.Authority}}/{{(++reads == 1 ? "old" : "new")}}.mp4"]}""");

        await lab.SaveAsync();

        Assert.Equal([null, Bearer, Bearer, null], lab.Gateway.Files.Select(request => request.Header("Authorization")));
    }

    [Fact]
    public async Task Save_InterruptedWithTheKey_IsContinuedWithIt()
    {
        await using var lab = new DeliveryLab(request => request.Header("Authorization") is null ? RawResponse.Text("404 Not Found", "{}")
            : request.RangeStart is { } from ? RawResponse.Part(DeliveryLab.Video, from, DeliveryLab.Video.Length - 1, "ETag: \"one\"")
            : RawResponse.Video(DeliveryLab.Video, "ETag: \"one\"") with { CutAt = 50_000 });
        lab.Gateway.FinishWith($"http://{lab.Gateway.Authority}{Content}");

        await lab.SaveAsync();

        Assert.Equal([null, Bearer, Bearer], lab.Gateway.Files.Select(request => request.Header("Authorization")));
    }

    /// <summary>Bytes of the video arrived without the key, so the link does not need it.</summary>
    [Fact]
    public async Task Save_InterruptedWithoutTheKey_IsContinuedWithoutIt()
    {
        var served = 0;
        await using var lab = new DeliveryLab(_ => ++served switch
        {
            1 => RawResponse.Video(DeliveryLab.Video) with { CutAt = 50_000 },
            2 => RawResponse.Text("404 Not Found", "{}"),
            _ => RawResponse.Video(DeliveryLab.Video),
        });
        lab.Gateway.FinishWith($"http://{lab.Gateway.Authority}{Content}");

        await lab.SaveAsync();

        Assert.All(lab.Gateway.Files, request => Assert.Null(request.Header("Authorization")));
    }
}
