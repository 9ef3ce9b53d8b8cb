using CometRunway.Images.Fitting;
using CometRunway.Imaging.Tests.Testing;
using CometRunway.TestKit.Images;
using SkiaSharp;

namespace CometRunway.Imaging.Tests;

public class PreviewTests
{
    [Fact]
    public async Task PreviewAsync_TallImage_IsTheMiddleThatTheServiceKeeps()
    {
        using var fitting = new Fitting();
        var fitted = await fitting.TransformAsync(TinyPng.Create(1200, 1800));

        var preview = (await fitting.PreviewAsync(fitted, "1280:768")).Preview!;

        using var shown = SKBitmap.Decode(preview.Jpeg.Span);
        Assert.Equal((640, 384, preview.Width, preview.Height), (shown.Width, shown.Height, 640, 384));
        Assert.InRange(shown.GetPixel(320, 1).Green, 72, 80);
        Assert.InRange(shown.GetPixel(320, 382).Green, 174, 182);
        Assert.InRange(shown.GetPixel(638, 200).Red, 250, 255);
    }

    [Fact]
    public async Task PreviewAsync_AfterACrop_IsWhatWasCropped()
    {
        using var fitting = new Fitting();
        var fitted = await fitting.TransformAsync(TinyPng.Create(1200, 1800), "top", "1280:768");

        var preview = (await fitting.PreviewAsync(fitted, "1280:768")).Preview!;

        using var shown = SKBitmap.Decode(preview.Jpeg.Span);
        Assert.InRange(shown.GetPixel(320, 1).Green, 0, 5);
        Assert.InRange(shown.GetPixel(320, 382).Green, 97, 107);
    }

    [Fact]
    public async Task PreviewAsync_BusiestImage_StaysUnderItsLimit()
    {
        using var fitting = new Fitting();
        var fitted = await fitting.TransformAsync(ImageTableTests.Noise(SKEncodedImageFormat.Jpeg, 1000, 1000));

        var preview = (await fitting.PreviewAsync(fitted, "960:960")).Preview!;

        Assert.True(preview.Jpeg.Length < FramePreview.MaxBytes, $"{preview.Jpeg.Length} bytes");
        Assert.InRange(preview.Width, 200, 640);
    }

    [Fact]
    public async Task PreviewAsync_SmallImage_IsNotMadeLarger()
    {
        using var fitting = new Fitting();
        var fitted = await fitting.TransformAsync(TinyPng.Create(101, 99));

        var preview = (await fitting.PreviewAsync(fitted, "1280:768")).Preview!;

        Assert.Equal((100, 60), (preview.Width, preview.Height));
    }

    [Fact]
    public async Task PreviewAsync_DamagedPixels_SaysSo()
    {
        using var fitting = new Fitting();
        var fitted = await fitting.TransformAsync(TinyWebp.LossyHead(64, 48));

        var look = await fitting.PreviewAsync(fitted, "1280:768");

        Assert.Null(look.Preview);
        Assert.False(string.IsNullOrEmpty(look.Reason));
    }
}
