using CometRunway.Configuration;
using CometRunway.Errors;
using CometRunway.Pictures;
using CometRunway.Pictures.Hosting;
using CometRunway.Pictures.Remote;
using CometRunway.TestKit.Http;
using CometRunway.TestKit.Images;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CometRunway.Core.Tests.Pictures;

public sealed class PictureHostingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("upload", "upload")]
    [InlineData("  upload   --public\t-x ", "upload|--public|-x")]
    [InlineData("\"C:\\my tools\\up.exe\" --to \"my bucket\"", "C:\\my tools\\up.exe|--to|my bucket")]
    [InlineData("up --name=\"a b\"c", "up|--name=a bc")]
    [InlineData("up \"\" x", "up||x")]
    [InlineData("up 'a b' $(id) | tee ; & > <", "up|'a|b'|$(id)|||tee|;|&|>|<")]
    [InlineData("up \"open", null)]
    [InlineData("   ", null)]
    [InlineData("\"\"", null)]
    public void Command_IsReadWithoutAShell(string text, string? expected)
    {
        Assert.Equal(expected, UploadCommandLine.Read(text) is { } parts ? string.Join('|', parts) : null);
    }

    [Fact]
    public async Task Host_HangsAndHearsNoCancellation_IsGivenUpAfterTheLimit()
    {
        var time = new FakeTimeProvider();
        var begun = new TaskCompletionSource();
        var hosting = Hosting(new Hanging(begun), time);
        var bytes = TinyPng.Create(4, 4);

        var hosted = hosting.HostAsync(PictureSource.FromBytes(bytes, new PictureFacts("image/png", 4, 4, 1, bytes.Length), "cat.png"), Token);
        await begun.Task.WithTestTimeout(Token);
        time.Advance(PictureHosting.TimeLimit);

        var error = await Assert.ThrowsAsync<PictureUploadException>(() => hosted.WithTestTimeout(Token));
        Assert.Equal(Charge.No, error.Charge);
        Assert.Contains("60 s", error.Message, StringComparison.Ordinal);
    }

    private static PictureHosting Hosting(IPictureHost host, TimeProvider time)
    {
        var options = Options.Create(new CometRunwayOptions());
        return new([host], new RemotePictures(new HttpClient(new ScriptedHandler()), options, time), options, time, NullLogger<PictureHosting>.Instance);
    }

    private sealed class Hanging(TaskCompletionSource begun) : IPictureHost
    {
        public Task<Uri> UploadAsync(PictureUpload picture, CancellationToken cancellationToken)
        {
            begun.SetResult();
            return new TaskCompletionSource<Uri>().Task;
        }
    }
}
