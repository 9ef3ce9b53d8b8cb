using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using CometRunway.Sandbox.Tests.Testing;
using SkiaSharp;

namespace CometRunway.Sandbox.Tests.Images;

public sealed class ImageTests
{
    [Theory]
    [InlineData(SKEncodedImageFormat.Png, "image/png")]
    [InlineData(SKEncodedImageFormat.Jpeg, "image/jpeg")]
    [InlineData(SKEncodedImageFormat.Webp, "image/webp")]
    public async Task DataUri_OfAnImage_IsAcceptedAndItsHashIsInTheJournal(SKEncodedImageFormat format, string mediaType)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var image = TestImages.Create(64, 48, format);

        await sandbox.CreateAsync(BodyWith(TestImages.DataUri(image, mediaType)));

        var task = Assert.Single(sandbox.Server.Journal.Tasks);
        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(image)), image.Length, $"data:{mediaType}"), (task.ImageSha256, task.ImageBytes, task.ImageSource));
    }

    [Theory]
    [InlineData("data:image/png;base64,!!!", "Invalid data URI")]
    [InlineData("data:image/png,abc", "Invalid data URI")]
    [InlineData("data:image/png;base64", "Invalid data URI")]
    [InlineData("data:image/gif;base64,R0lGODlhAQABAAAAACw=", "Unsupported asset type")]
    [InlineData("data:image/png;base64,aGVsbG8=", "Unsupported asset type")]
    [InlineData("data:text/html;base64,aGVsbG8=", "Unsupported asset type")]
    [InlineData("http://host.example/a.png", "Only HTTPS URLs are allowed")]
    [InlineData("https://93.184.216.34/a.png", "URLs must be hosted on a domain")]
    [InlineData("https://[2001:db8::1]/a.png", "URLs must be hosted on a domain")]
    [InlineData("ftp://host.example/a.png", "Invalid URL")]
    [InlineData("file:///etc/passwd", "Invalid URL")]
    [InlineData("cat.png", "Invalid URL")]
    [InlineData("http://127.0.0.1:9/a.png", "Failed to fetch asset")]
    public async Task Image_Invalid_IsRejectedWithRunwaysReason(string uri, string reason)
    {
        await using var sandbox = await TestSandbox.StartAsync();

        await AssertRejectedAsync(sandbox, uri, reason);
    }

    [Theory]
    [InlineData(10, 30, "at least 0.5. Got 0.333.")]
    [InlineData(50, 20, "at most 2. Got 2.5.")]
    [InlineData(8001, 4100, "Invalid asset dimensions")]
    public async Task Image_OfAnUnsupportedSize_IsRejected(int width, int height, string reason)
    {
        await using var sandbox = await TestSandbox.StartAsync();

        await AssertRejectedAsync(sandbox, TestImages.DataUri(TestImages.Create(width, height)), reason);
    }

    [Fact]
    public async Task DataUri_LongerThanTheLimit_IsRejected()
    {
        await using var sandbox = await TestSandbox.StartAsync();

        await AssertRejectedAsync(sandbox, "data:image/png;base64," + new string('A', 5_242_880), "Invalid data URI");
    }

    [Fact]
    public async Task DataUri_WhenDisabled_IsRejected()
    {
        await using var sandbox = await TestSandbox.StartAsync(new SandboxOptions { Speed = 0, RefuseDataUris = true });

        await AssertRejectedAsync(sandbox, TestImages.DataUri(TestImages.Create(8, 8)), "Only HTTPS URLs are allowed");
    }

    [Fact]
    public async Task LoopbackUrl_OfAnImage_IsFetched()
    {
        var image = TestImages.Create(20, 16);
        using var host = new SingleResponseServer("200 OK", "image/png", image);
        await using var sandbox = await TestSandbox.StartAsync();

        await sandbox.CreateAsync(BodyWith(host.Address));

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(image)), Assert.Single(sandbox.Server.Journal.Tasks).ImageSha256);
        Assert.Contains("User-Agent: RunwayML API/", await host.Request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("404 Not Found", "image/png", "Received HTTP response code 404")]
    [InlineData("302 Found", "image/png", "Received HTTP response code 302")]
    [InlineData("200 OK", "application/octet-stream", "Unsupported asset type")]
    [InlineData("200 OK", "text/html", "Unsupported asset type")]
    public async Task LoopbackUrl_OfAnythingElse_IsRejected(string status, string mediaType, string reason)
    {
        using var host = new SingleResponseServer(status, mediaType, TestImages.Create(20, 16));
        await using var sandbox = await TestSandbox.StartAsync();

        await AssertRejectedAsync(sandbox, host.Address, reason);
    }

    [Fact]
    public async Task HttpsUrl_WithoutFetch_OpensNoSocketAndIsAPlaceholder()
    {
        await using var sandbox = await TestSandbox.StartAsync();

        var id = await sandbox.CreateAsync(BodyWith("https://no-such-host.invalid/a.png"));
        using var clip = await sandbox.GetAsync(await sandbox.LinkAsync(id));

        Assert.Contains("Image = , ImageName = https://no-such-host.invalid/a.png", await TestSandbox.TextOf(clip), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HttpsUrl_WithFetch_IsFetched()
    {
        await using var sandbox = await TestSandbox.StartAsync(new SandboxOptions { Speed = 0, FetchImages = true });

        await AssertRejectedAsync(sandbox, "https://no-such-host.invalid/a.png", "Failed to fetch asset");
    }

    private static async Task AssertRejectedAsync(TestSandbox sandbox, string uri, string reason)
    {
        using var response = await sandbox.PostAsync(BodyWith(uri));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var issue = (await TestSandbox.JsonOf(response)).GetProperty("issues")[0];
        Assert.Contains(reason, issue.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("promptImage", issue.GetProperty("path")[0].GetString());
        Assert.Empty(sandbox.Server.Journal.Tasks);
    }

    private static string BodyWith(string image) => $$"""{"promptImage":"{{image}}","model":"gen3a_turbo"}""";

    /// <summary>A loopback server that responds to one request.</summary>
    private sealed class SingleResponseServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public SingleResponseServer(string status, string mediaType, byte[] body)
        {
            _listener.Start();
            Request = ServeAsync($"HTTP/1.1 {status}\r\nContent-Type: {mediaType}\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n", body);
        }

        public string Address => $"http://{_listener.LocalEndpoint}/cat.png";

        public Task<string> Request { get; }

        public void Dispose() => _listener.Dispose();

        private async Task<string> ServeAsync(string head, byte[] body)
        {
            using var client = await _listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
            var stream = client.GetStream();
            var block = new byte[4096];
            var read = await stream.ReadAsync(block, TestContext.Current.CancellationToken);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
            await stream.WriteAsync(body, TestContext.Current.CancellationToken);
            return Encoding.ASCII.GetString(block, 0, read);
        }
    }
}
