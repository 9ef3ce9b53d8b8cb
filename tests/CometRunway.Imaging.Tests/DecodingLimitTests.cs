using CometRunway.Images;
using CometRunway.Images.Fitting;
using CometRunway.Imaging.Decoding;
using CometRunway.Imaging.Drawing;
using CometRunway.Imaging.Tests.Testing;
using CometRunway.TestKit.Images;
using SkiaSharp;

namespace CometRunway.Imaging.Tests;

/// <summary>A small file can declare any number of pixels. Memory for them is taken only within limits, and once.</summary>
public class DecodingLimitTests
{
    [Theory]
    [InlineData(7000, 8000, 0)]
    [InlineData(6000, 8000, 1)]
    public async Task TransformAsync_PngWithMorePixelsThanAreDecoded_IsNotGivenToTheDecoder(int width, int height, int calls)
    {
        var transformer = new Counting();
        var transformation = new ImageTransformation(transformer, TimeProvider.System, "");
        byte[] png = [.. TinyPng.Head(width, height), .. TinyPng.Chunk("IDAT", new byte[200_000]), .. TinyPng.Chunk("IEND", [])];
        var opened = await transformation.OpenAsync(ImageLoadResult.FromBytes(png, "large.png"), TestContext.Current.CancellationToken);

        var result = await transformation.TransformAsync(opened, null, null, TestContext.Current.CancellationToken);

        Assert.Null(result.Image);
        Assert.Equal("picture_broken", Assert.Single(result.Violations).Code);
        Assert.Equal(calls, transformer.Calls);
    }

    [Theory]
    [InlineData(5000, 5000, 0)]
    [InlineData(4000, 5000, 1)]
    public async Task PreviewAsync_WebpWithMorePixelsThanAreDecoded_IsNotGivenToTheDecoder(int width, int height, int calls)
    {
        var transformer = new Counting();
        var transformation = new ImageTransformation(transformer, TimeProvider.System, "");
        var image = ImageLoadResult.FromBytes(TinyWebp.LossyHead(width, height), "large.webp").Image;

        var result = await transformation.PreviewAsync(image, "1280:768", TestContext.Current.CancellationToken);

        Assert.Null(result.Preview);
        Assert.NotNull(result.Reason);
        Assert.Equal(calls, transformer.Calls);
    }

    /// <summary>Drawing copies pixels that could change, which would need their memory twice.</summary>
    [Fact]
    public void Open_Image_CannotBeChanged()
    {
        var png = TestImages.Plain(SKEncodedImageFormat.Png);
        var facts = ImageHeader.TryRead(png, png.Length)!;
        var request = new ImageTransformRequest { Image = png, Facts = facts, MaxSide = 100, MaxBytes = 100_000 };

        using var image = ImageOpener.Open(png, facts, Layout.Of(request), out _);

        Assert.True(image!.Bitmap.IsImmutable);
    }

    private sealed class Counting : IImageTransformer
    {
        public int Calls { get; private set; }

        public Task<ImageTransformResult> TransformAsync(ImageTransformRequest request, CancellationToken cancellationToken = default)
        {
            Calls++;
            return Task.FromResult(ImageTransformResult.None("it is only counted here"));
        }
    }
}
