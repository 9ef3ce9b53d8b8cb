using System.IO.Compression;
using CometRunway.TestKit.Gateways;

namespace CometRunway.Core.Tests.Delivery;

/// <summary>Each test is a way in which a gateway delivers a paid video. If it fails, the user has paid and does not get the video.</summary>
public sealed class LinkKindTests
{
    private const string Content = "/v1/videos/" + DeliveryGateway.TaskId + "/content";

    [Fact]
    public async Task Save_ContentLinkThatNeedsTheKey_IsSavedWithTheKey()
    {
        await using var lab = new DeliveryLab(request => request.Header("Authorization") == $"Bearer {DeliveryLab.Key}"
            ? RawResponse.Video(DeliveryLab.Video)
            : RawResponse.Text("401 Unauthorized", """{"error":{"message":"invalid token"}}"""));
        lab.Gateway.FinishWith($"http://{lab.Gateway.Authority}{Content}");

        await lab.SaveAsync();

        Assert.All(lab.Gateway.Files, request => Assert.Equal(Content, request.Target));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("GZIP")]
    [InlineData("x-gzip")]
    public async Task Save_CompressedAlthoughNotRequested_IsDecoded(string coding)
    {
        await using var lab = new DeliveryLab(_ => RawResponse.Video(Compress(coding, DeliveryLab.Video), $"Content-Encoding: {coding}"));
        lab.Gateway.FinishWith($"http://{lab.Gateway.Authority}/a.mp4");

        await lab.SaveAsync();
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("aws-chunked")]
    public async Task Save_LabelOfACompressionOnPlainBytes_IsSavedAsItIs(string coding)
    {
        await using var lab = new DeliveryLab(_ => RawResponse.Video(DeliveryLab.Video, $"Content-Encoding: {coding}"));
        lab.Gateway.FinishWith($"http://{lab.Gateway.Authority}/a.mp4");

        await lab.SaveAsync();
    }

    [Theory]
    [InlineData("/v/out%2Dputs/clip%5F1.mp4?X-Amz-Credential=A%2fB%2F%7e&Signature=aa%3D%3d")]
    [InlineData("/v/%7Euser/a+b%20c/%E2%9C%93.mp4?p=%41%2e%2E/../x&q")]
    [InlineData("/v/a/../b/./c.mp4")]
    [InlineData("//double//slash.mp4")]
    [InlineData("/v/{a}|b^c.mp4?[x]='(y)!*")]
    public async Task Save_SignedLink_IsRequestedByteForByte(string target)
    {
        await using var lab = new DeliveryLab(request => request.Target == target ? RawResponse.Video(DeliveryLab.Video) : RawResponse.Text("403 Forbidden", "<Error/>", "application/xml"));
        lab.Gateway.FinishWith($"http://{lab.Gateway.Authority}{target}");

        await lab.SaveAsync();

        Assert.Single(lab.Gateway.Files);
    }

    [Fact]
    public async Task Save_RedirectToASignedLink_IsFollowedByteForByte()
    {
        const string Target = "/v/out%2Dputs/clip%5F1.mp4?Signature=%7e%2f";
        await using var lab = new DeliveryLab(request => request.Target switch
        {
            "/first" => RawResponse.Redirect(Target),
            Target => RawResponse.Video(DeliveryLab.Video),
            _ => RawResponse.Text("403 Forbidden", "<Error/>", "application/xml"),
        });
        lab.Gateway.FinishWith($"http://{lab.Gateway.Authority}/first");

        await lab.SaveAsync();
    }

    [Theory]
    [InlineData("/v/a.mp4", "/v/a.mp4")]
    [InlineData("//{host}/v/a%2D.mp4?x=%7e", "/v/a%2D.mp4?x=%7e")]
    [InlineData("a.mp4", "/a.mp4")]
    [InlineData("./v/a.mp4", "/v/a.mp4")]
    [InlineData("videos/a%5Fb.mp4?s=1", "/videos/a%5Fb.mp4?s=1")]
    public async Task Save_RelativeLink_IsResolvedAgainstTheBaseAddress(string link, string target)
    {
        await using var lab = new DeliveryLab(request => request.Target == target ? RawResponse.Video(DeliveryLab.Video) : RawResponse.Text("404 Not Found", "{}"));
        lab.Gateway.FinishWith(link.Replace("{host}", lab.Gateway.Authority, StringComparison.Ordinal));

        await lab.SaveAsync();
    }

    [Fact]
    public async Task Save_RelativeLinkOfAGatewayUnderAPath_IsResolvedBelowIt()
    {
        await using var lab = new DeliveryLab(request => request.Target == "/comet/videos/a.mp4" ? RawResponse.Video(DeliveryLab.Video) : RawResponse.Text("404 Not Found", "{}"), prefix: "/comet");
        lab.Gateway.FinishWith("videos/a.mp4");

        await lab.SaveAsync();
    }

    [Theory]
    [InlineData("\"metadata\":{\"url\":\"{link}\"}")]
    [InlineData("\"video\":{\"url\":\"{link}\"}")]
    [InlineData("\"output\":{\"video_url\":\"{link}\"}")]
    [InlineData("\"output\":{\"url\":\"{link}\",\"thumbnail_url\":\"http://127.0.0.1:9/thumb.mp4\"}")]
    [InlineData("\"output\":\"[\\\"{link}\\\"]\"")]
    [InlineData("\"output\":\"{link}\"")]
    [InlineData("\"output\":[{\"url\":\"{link}\"}]")]
    [InlineData("\"output\":[{\"type\":\"image\",\"url\":\"http://127.0.0.1:9/cover.bin\"},{\"type\":\"video\",\"url\":\"{link}\"}]")]
    [InlineData("\"output\":[\"http://127.0.0.1:9/cover.jpg?sig=1\",\"{link}\"]")]
    [InlineData("\"video_url\":\"{link}\"")]
    [InlineData("\"result_url\":\"{link}\"")]
    [InlineData("\"url\":\"{link}\",\"image_url\":\"http://127.0.0.1:9/in.png\"")]
    [InlineData("\"data\":{\"output\":[\"{link}\"]}")]
    [InlineData("\"data\":[{\"url\":\"{link}\"}]")]
    [InlineData("\"content\":{\"video_url\":\"{link}\"}")]
    [InlineData("\"result\":{\"videos\":[{\"url\":\"{link}\"}]}")]
    [InlineData("\"metadata\":{\"url\":\"http://127.0.0.1:9/other.mp4\"},\"output\":[\"{link}\"]")]
    [InlineData("\"promptImage\":\"http://127.0.0.1:9/in.mp4\",\"input\":{\"url\":\"http://127.0.0.1:9/in.mp4\"},\"metadata\":{\"url\":\"{link}\"}")]
    public async Task Save_LinkInAnyKnownField_IsFound(string members)
    {
        await using var lab = new DeliveryLab(_ => RawResponse.Video(DeliveryLab.Video));
        lab.Gateway.Finish(members.Replace("{link}", $"http://{lab.Gateway.Authority}/a.mp4", StringComparison.Ordinal));

        await lab.SaveAsync();
    }

    [Fact]
    public async Task Save_CompletedWithMetadata_IsFound()
    {
        await using var lab = new DeliveryLab(_ => RawResponse.Video(DeliveryLab.Video));
        lab.Gateway.OnRead = () => RawResponse.Text("200 OK", $$$"""{"id":"x","object":"video","status":"completed","progress":100,"metadata":{"url":"http://{{{lab.Gateway.Authority}}}/a.mp4"}}""");

        await lab.SaveAsync();
    }

    [Fact]
    public async Task Save_206OfTheWholeFileWithoutARange_IsSaved()
    {
        await using var lab = new DeliveryLab(request => RawResponse.Part(DeliveryLab.Video, request.RangeStart ?? 0, DeliveryLab.Video.Length - 1));
        lab.Gateway.FinishWith($"http://{lab.Gateway.Authority}/a.mp4");

        await lab.SaveAsync();
    }

    [Fact]
    public async Task Save_206OfPartsWithoutARange_IsCompletedByRanges()
    {
        const int Size = 30_000;
        await using var lab = new DeliveryLab(request =>
        {
            var from = request.RangeStart ?? 0;
            return RawResponse.Part(DeliveryLab.Video, from, Math.Min(from + Size, DeliveryLab.Video.Length) - 1, "ETag: \"one\"");
        });
        lab.Gateway.FinishWith($"http://{lab.Gateway.Authority}/a.mp4");

        await lab.SaveAsync();

        Assert.All(lab.Gateway.Files.Skip(1), request => Assert.Equal("\"one\"", request.Header("If-Range")));
    }

    [Theory]
    [InlineData("text/html; charset=utf-8", "")]
    [InlineData("text/plain", "")]
    [InlineData("application/octet-stream", "")]
    [InlineData(null, "")]
    [InlineData("application/json", "\uFEFF")]
    [InlineData("text/html", "\uFEFF \r\n")]
    public async Task Save_TaskWithAnotherContentType_IsReadByItsContent(string? contentType, string before)
    {
        await using var lab = new DeliveryLab(_ => RawResponse.Video(DeliveryLab.Video));
        lab.Gateway.OnRead = () => RawResponse.Text("200 OK", $$"""{{before}}{"id":"x","status":"SUCCEEDED","output":["http://{{lab.Gateway.Authority}}/a.mp4"]}""", contentType);

        await lab.SaveAsync();
    }

    [Theory]
    [InlineData("text/html; charset=utf-8")]
    [InlineData("application/json")]
    [InlineData("application/octet-stream")]
    [InlineData("image/png")]
    [InlineData("not a type")]
    [InlineData(null)]
    public async Task Save_VideoWithAnotherContentType_IsKnownByItsBytes(string? contentType)
    {
        await using var lab = new DeliveryLab(_ => new RawResponse("200 OK", DeliveryLab.Video, contentType is null ? [] : [$"Content-Type: {contentType}"]));
        lab.Gateway.FinishWith($"http://{lab.Gateway.Authority}/a.mp4");

        await lab.SaveAsync();
    }

    [Theory]
    [InlineData("video/mp4")]
    [InlineData("application/octet-stream")]
    public async Task Save_PageWithTheContentTypeOfAVideo_IsNotSavedAndShowsItsFirstWords(string contentType)
    {
        await using var lab = new DeliveryLab(_ => RawResponse.Text("200 OK", "<html><title>Sign in</title>", contentType));
        lab.Gateway.FinishWith($"http://{lab.Gateway.Authority}/a.mp4");

        var task = await lab.FailAsync();

        Assert.Equal("not_a_video", task.ErrorCode);
        Assert.Contains("Sign in", task.FileProblem, StringComparison.Ordinal);
        Assert.Empty(task.Files);
    }

    private static byte[] Compress(string coding, byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (Stream encoder = coding.ToLowerInvariant() switch
        {
            "deflate" => new ZLibStream(compressed, CompressionLevel.Fastest),
            "br" => new BrotliStream(compressed, CompressionLevel.Fastest),
            _ => new GZipStream(compressed, CompressionLevel.Fastest),
        })
        {
            encoder.Write(bytes);
        }

        return compressed.ToArray();
    }
}
