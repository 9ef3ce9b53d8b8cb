using System.Text.Json;
using CometRunway.Imaging.Tests.Testing;
using CometRunway.Sandbox.Tests.Rendering;
using CometRunway.SemanticKernel;
using CometRunway.SemanticKernel.Replies;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace CometRunway.Imaging.Tests.EndToEnd;

/// <summary>An image as a phone writes it, too large and lying on its side, from the file to the first frame of the saved video.</summary>
public sealed class PhoneJpegTests : IAsyncDisposable
{
    private const int LeastBytes = 8_000_000;

    private SandboxLab? _sandbox;
    private ServiceProvider? _services;

    [Fact]
    public async Task Create_TurnedJpegOfEightMegabytes_ComesOutUpright()
    {
        await StartAsync();
        var jpeg = PhoneJpeg();
        Assert.True(jpeg.Length > LeastBytes);
        var path = Path.Combine(_sandbox!.Home.Album, "IMG_2044.JPG");
        await File.WriteAllBytesAsync(path, jpeg, TestContext.Current.CancellationToken);

        var check = await CallAsync<ValidateReply>("validate_video_request", """{"image":"IMG_2044.JPG","model":"gen3a_turbo","prompt":"a slow pan"}""");
        var created = await CallAsync<CreateReply>("create_video_from_image", """{"image":"IMG_2044.JPG","model":"gen3a_turbo","prompt":"a slow pan"}""");
        var video = await CallAsync<VideoReply>("get_video", "{}");

        Assert.True(check.Valid);
        Assert.Equal("768:1280", check.Request!.Ratio);
        Assert.Contains(created.Notes!, note => note.StartsWith("image:", StringComparison.Ordinal) && note.Contains("JPEG", StringComparison.Ordinal));
        using (var preview = SKBitmap.Decode(check.Preview!.Jpeg.Span))
            TestImages.AssertUpright(preview);
        Assert.True(check.Preview.Jpeg.Length < 100_000);
        Assert.DoesNotContain("/9j/", check.ToJson(), StringComparison.Ordinal);
        using var frame = FirstFrame(await File.ReadAllBytesAsync(video.Files![0].Path, TestContext.Current.CancellationToken));
        Assert.Equal((768, 1280), (frame.Width, frame.Height));
        TestImages.AssertUpright(frame);
        Assert.Equal(jpeg, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Create_SameImageUnderAnotherName_IsNotPaidTwice()
    {
        await StartAsync();
        var jpeg = TestImages.Jpeg(640, 384, 6);
        foreach (var name in new[] { "one.jpg", "two.jpg" })
            await File.WriteAllBytesAsync(Path.Combine(_sandbox!.Home.Album, name), jpeg, TestContext.Current.CancellationToken);

        var first = await CallAsync<CreateReply>("create_video_from_image", """{"image":"one.jpg","model":"gen3a_turbo"}""");
        var second = await CallAsync<CreateReply>("create_video_from_image", """{"image":"two.jpg","model":"gen3a_turbo"}""");
        var cropped = await CallAsync<CreateReply>("create_video_from_image", """{"image":"two.jpg","model":"gen3a_turbo","ratio":"768:1280","cropFocus":"left"}""");

        Assert.Equal((true, false, true), (first.Created, second.Created, cropped.Created));
        Assert.Equal(first.Handle, second.Handle);
        Assert.Equal("left", cropped.Request!.CropFocus);
        Assert.Equal(2, _sandbox!.Posts);
    }

    [Fact]
    public async Task Validate_FocusThatIsNoWord_NamesTheWordsAndCorrectsIt()
    {
        await StartAsync();

        var check = await CallAsync<ValidateReply>("validate_video_request", $$"""{"image":"{{TestHome.ImageName}}","model":"gen3a_turbo","prompt":"x","cropFocus":"top-left"}""");

        var problem = Assert.Single(check.Problems!);
        Assert.Equal(("cropFocus", "top"), (problem.Field, problem.Nearest));
        Assert.Equal("top", check.Request!.CropFocus);
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
            await _services.DisposeAsync();
        if (_sandbox is not null)
            await _sandbox.DisposeAsync();
    }

    private async Task StartAsync()
    {
        _sandbox = await SandboxLab.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        _services = _sandbox.Services().AddCometRunwayImaging().AddCometRunwayPlugin().BuildServiceProvider();
    }

    private async Task<T> CallAsync<T>(string function, string arguments)
        where T : ToolReply
    {
        var given = new AIFunctionArguments();
        foreach (var argument in JsonElement.Parse(arguments).EnumerateObject())
            given[argument.Name] = argument.Value;
        var call = _services!.GetRequiredService<CometRunwayFunctions>().StrictFunctions.Single(f => f.Name == function).InvokeAsync(given, TestContext.Current.CancellationToken).AsTask();
        var reply = await call.WithTestTimeout(TestContext.Current.CancellationToken);
        return Assert.IsType<T>(reply);
    }

    /// <summary>3024 x 4032 as seen, stored on its side, with the grain of a small sensor and the place where it was taken.</summary>
    internal static byte[] PhoneJpeg()
    {
        using var bitmap = TestImages.Bitmap(3024, 4032, 6);
        var random = new Random(6);
        var grain = new byte[bitmap.ByteCount];
        random.NextBytes(grain);
        unsafe
        {
            var pixels = new Span<byte>((void*)bitmap.GetPixels(), bitmap.ByteCount);
            for (var i = 0; i < pixels.Length; i++)
            {
                if (i % 4 != 3)
                    pixels[i] = (byte)Math.Clamp(pixels[i] + (grain[i] % 49) - 24, 0, 255);
            }
        }

        for (var quality = 93; ; quality++)
        {
            using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, quality);
            if (data.Size >= LeastBytes)
                return TestImages.WithSegment(data.ToArray(), [.. "Exif\0\0"u8, .. GpsExif.Create(6)]);
        }
    }

    private static SKBitmap FirstFrame(byte[] mp4)
    {
        var clip = new ClipReader(mp4);
        var rgb = clip.FirstFrame();
        var frame = new SKBitmap(new SKImageInfo(clip.Sequence.Width, clip.Sequence.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (var i = 0; i < rgb.Length / 3; i++)
            frame.SetPixel(i % frame.Width, i / frame.Width, new SKColor(rgb[i * 3], rgb[(i * 3) + 1], rgb[(i * 3) + 2]));
        return frame;
    }
}
