using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Images;
using CometRunway.Images.Remote;
using CometRunway.Images.Upload;
using CometRunway.Options;
using CometRunway.TestKit.Http;
using CometRunway.TestKit.Images;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CometRunway.Core.Tests.Images;

public sealed class ImageHostingTests
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

        var hosted = hosting.UploadAsync(InputImage.FromBytes(bytes, new ImageFacts("image/png", 4, 4, 1, bytes.Length), "cat.png"), Token);
        await begun.Task.WithTestTimeout(Token);
        time.Advance(ImageUploader.TimeLimit);

        var error = await Assert.ThrowsAsync<ImageUploadException>(() => hosted.WithTestTimeout(Token));
        Assert.Equal(ChargeStatus.No, error.Charge);
        Assert.Contains("60 s", error.Message, StringComparison.Ordinal);
    }

    private static ImageUploader Hosting(IImageUploader host, TimeProvider time)
    {
        var options = new OptionsWrapper<CometRunwayOptions>(new CometRunwayOptions());
        return new([host], new RemoteImageChecker(new HttpClient(new ScriptedHandler()), options, time), new KnownKeys(options), options, time, NullLogger<ImageUploader>.Instance);
    }

    private sealed class Hanging(TaskCompletionSource begun) : IImageUploader
    {
        public Task<Uri> UploadAsync(ImageUpload image, CancellationToken cancellationToken)
        {
            begun.SetResult();
            return new TaskCompletionSource<Uri>().Task;
        }
    }
}
