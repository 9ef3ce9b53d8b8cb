using System.Text.Json;
using CometRunway.Core.Tests.Delivery;
using CometRunway.Images;
using CometRunway.Requests;
using CometRunway.TestKit.Gateways;
using CometRunway.TestKit.Waiting;

namespace CometRunway.Core.Tests.Images;

/// <summary>A signed image link is sent and probed as it was given. Rewritten, its signature is wrong, and the service cannot fetch the image.</summary>
public sealed class ExactImageLinkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://bucket.example.com/out%2Dputs/cat%5F1.png?X-Amz-Credential=a%2fB%2F%7e&Signature=x%3D")]
    [InlineData("https://Bucket.Example.com:443/a/../b/./cat.png?x='(y)'")]
    [InlineData("https://bucket.example.com/%7Euser/{a}|b.png")]
    [InlineData("https://bucket.example.com?image=%41")]
    public async Task Create_Link_IsSentAsGiven(string link)
    {
        await using var lab = new DeliveryLab(_ => RawResponse.Text("404 Not Found", "{}"));

        await lab.Client.CreateAsync(new VideoRequest { Image = link, Prompt = "a slow pan", Model = "gen4_turbo", Ratio = "1280:720" }, cancellationToken: Token).WithTestTimeout(Token);

        Assert.Equal(link, JsonDocument.Parse(Assert.Single(lab.Gateway.CreateBodies)).RootElement.GetProperty("promptImage").GetString());
    }

    [Fact]
    public async Task Create_Link_IsProbedAsGiven()
    {
        await using var lab = new DeliveryLab(_ => RawResponse.Text("404 Not Found", "{}"), configure: options => options.ProbeRemoteImages = true);
        const string Target = "/out%2Dputs/cat%5F1.png?s=%7e";

        await lab.Client.ValidateAsync(new VideoRequest { Image = $"http://{lab.Gateway.Authority}{Target}", Model = "gen4_turbo", Ratio = "1280:720" }, cancellationToken: Token).WithTestTimeout(Token);

        Assert.Equal([("HEAD", Target), ("GET", Target)], lab.Gateway.Files.Select(request => (request.Method, request.Target)));
    }

    [Theory]
    [InlineData("https://host.example/a b.png", "https://host.example/a%20b.png")]
    [InlineData("https://host.example/caf\u00E9.png", "https://host.example/caf%C3%A9.png")]
    [InlineData(" https://host.example/a.png\n", "https://host.example/a.png")]
    public void ToWire_LinkThatCannotBeSentAsItIs_IsNormalised(string given, string sent)
    {
        var image = InputImage.FromLink(new Uri(given));

        Assert.Equal((sent, sent.Length), (image.ToWire(), image.WireLength));
    }
}
