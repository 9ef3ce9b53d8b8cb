using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using CometRunway.Sandbox.Tests.Testing;
using SkiaSharp;

namespace CometRunway.Sandbox.Tests.Pictures;

public sealed class PictureTests
{
    [Theory]
    [InlineData(SKEncodedImageFormat.Png, "image/png")]
    [InlineData(SKEncodedImageFormat.Jpeg, "image/jpeg")]
    [InlineData(SKEncodedImageFormat.Webp, "image/webp")]
    public async Task DataUri_OfAPicture_IsTakenAndItsHashIsInTheJournal(SKEncodedImageFormat format, string mediaType)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var picture = TestPictures.Create(64, 48, format);

        await sandbox.CreateAsync(BodyWith(TestPictures.DataUri(picture, mediaType)));

        var task = Assert.Single(sandbox.Server.Journal.Tasks);
        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(picture)), picture.Length, $"data:{mediaType}"), (task.ImageSha256, task.ImageBytes, task.ImageSource));
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
    public async Task Picture_ThatIsNone_IsRefusedWithRunwaysReason(string uri, string reason)
    {
        await using var sandbox = await TestSandbox.StartAsync();

        await AssertRefusedAsync(sandbox, uri, reason);
    }

    [Theory]
    [InlineData(10, 30, "at least 0.5. Got 0.333.")]
    [InlineData(50, 20, "at most 2. Got 2.5.")]
    [InlineData(8001, 4100, "Invalid asset dimensions")]
    public async Task Picture_OfAnOddSize_IsRefused(int width, int height, string reason)
    {
        await using var sandbox = await TestSandbox.StartAsync();

        await AssertRefusedAsync(sandbox, TestPictures.DataUri(TestPictures.Create(width, height)), reason);
    }

    [Fact]
    public async Task DataUri_LongerThanTheLimit_IsRefused()
    {
        await using var sandbox = await TestSandbox.StartAsync();

        await AssertRefusedAsync(sandbox, "data:image/png;base64," + new string('A', 5_242_880), "Invalid data URI");
    }

    [Fact]
    public async Task DataUri_WhereRefused_IsRefused()
    {
        await using var sandbox = await TestSandbox.StartAsync(new SandboxOptions { Speed = 0, RefuseDataUris = true });

        await AssertRefusedAsync(sandbox, TestPictures.DataUri(TestPictures.Create(8, 8)), "Only HTTPS URLs are allowed");
    }

    [Fact]
    public async Task LoopbackUrl_OfAPicture_IsReallyFetched()
    {
        var picture = TestPictures.Create(20, 16);
        using var host = new OneAnswer("200 OK", "image/png", picture);
        await using var sandbox = await TestSandbox.StartAsync();

        await sandbox.CreateAsync(BodyWith(host.Address));

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(picture)), Assert.Single(sandbox.Server.Journal.Tasks).ImageSha256);
        Assert.Contains("User-Agent: RunwayML API/", await host.Request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("404 Not Found", "image/png", "Received HTTP response code 404")]
    [InlineData("302 Found", "image/png", "Received HTTP response code 302")]
    [InlineData("200 OK", "application/octet-stream", "Unsupported asset type")]
    [InlineData("200 OK", "text/html", "Unsupported asset type")]
    public async Task LoopbackUrl_OfSomethingElse_IsRefused(string status, string mediaType, string reason)
    {
        using var host = new OneAnswer(status, mediaType, TestPictures.Create(20, 16));
        await using var sandbox = await TestSandbox.StartAsync();

        await AssertRefusedAsync(sandbox, host.Address, reason);
    }

    [Fact]
    public async Task HttpsUrl_WithoutFetch_OpensNoSocketAndIsAStandIn()
    {
        await using var sandbox = await TestSandbox.StartAsync();

        var id = await sandbox.CreateAsync(BodyWith("https://no-such-host.invalid/a.png"));
        using var clip = await sandbox.GetAsync(await sandbox.LinkAsync(id));

        Assert.Contains("Picture = , PictureName = https://no-such-host.invalid/a.png", await TestSandbox.TextOf(clip), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HttpsUrl_WithFetch_IsReallyTried()
    {
        await using var sandbox = await TestSandbox.StartAsync(new SandboxOptions { Speed = 0, FetchImages = true });

        await AssertRefusedAsync(sandbox, "https://no-such-host.invalid/a.png", "Failed to fetch asset");
    }

    private static async Task AssertRefusedAsync(TestSandbox sandbox, string uri, string reason)
    {
        using var response = await sandbox.PostAsync(BodyWith(uri));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var issue = (await TestSandbox.JsonOf(response)).GetProperty("issues")[0];
        Assert.Contains(reason, issue.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("promptImage", issue.GetProperty("path")[0].GetString());
        Assert.Empty(sandbox.Server.Journal.Tasks);
    }

    private static string BodyWith(string picture) => $$"""{"promptImage":"{{picture}}","model":"gen3a_turbo"}""";

    /// <summary>A host on loopback that answers one request.</summary>
    private sealed class OneAnswer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public OneAnswer(string status, string mediaType, byte[] body)
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
