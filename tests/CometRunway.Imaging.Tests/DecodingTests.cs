using CometRunway.Images;
using CometRunway.Images.Fitting;
using CometRunway.Imaging.Decoding;
using CometRunway.Imaging.Tests.Testing;
using CometRunway.TestKit.Images;
using SkiaSharp;

namespace CometRunway.Imaging.Tests;

/// <summary>What a person sees of an image that was decoded at another size, in parts, or drawn on white.</summary>
public class DecodingTests
{
    /// <summary>Decoded smaller than it is sent, a photo becomes soft: its finest lines are gone.</summary>
    [Fact]
    public async Task TransformAsync_LargeJpegWithFineLines_KeepsTheLines()
    {
        using var fitting = new Fitting();
        using var lines = new SKBitmap(new SKImageInfo(8192, 4100, SKColorType.Gray8, SKAlphaType.Opaque));
        Fill(lines, x => (byte)(x % 5 < 2 ? 40 : 215));
        using var jpeg = lines.Encode(SKEncodedImageFormat.Jpeg, 95);

        var fitted = await fitting.TransformAsync(jpeg.ToArray());

        using var shown = Fitting.DisplayText(fitted);
        Assert.Equal(4096, shown.Width);
        var contrast = Enumerable.Range(1000, 500).Average(x => Math.Abs(shown.GetPixel(x, 1000).Red - shown.GetPixel(x + 1, 1000).Red));
        Assert.True(contrast > 50, $"contrast {contrast:0.0}");
    }

    /// <summary>JPEG has no transparency. What was transparent must not become black in the video.</summary>
    [Fact]
    public async Task TransformAsync_TransparentImageThatBecomesJpeg_IsOnWhite()
    {
        using var fitting = new Fitting();
        using var logo = new SKBitmap(new SKImageInfo(1500, 1500, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        var random = new Random(3);
        for (var y = 0; y < logo.Height; y++)
        {
            for (var x = 0; x < logo.Width; x++)
                logo.SetPixel(x, y, x < 500 ? SKColors.Transparent : x < 700 ? new SKColor(255, 0, 0, 128) : new SKColor((uint)random.Next() | 0xFF000000));
        }

        using var png = logo.Encode(SKEncodedImageFormat.Png, 100);

        var fitted = await fitting.TransformAsync(png.ToArray());

        Assert.Equal("image/jpeg", fitted.Image!.Facts!.MediaType);
        using var shown = Fitting.DisplayText(fitted);
        Assert.True(TestImages.IsNear(shown.GetPixel(shown.Width / 6, shown.Height / 2), SKColors.White));
        Assert.True(TestImages.IsNear(shown.GetPixel(shown.Width * 2 / 5, shown.Height / 2), new SKColor(255, 127, 127)));
    }

    /// <summary>The header decides how much memory an image may take, so pixels of another size are not decoded.</summary>
    [Theory]
    [InlineData(64, 48, 1, true)]
    [InlineData(48, 64, 6, true)]
    [InlineData(64, 48, 6, false)]
    [InlineData(64, 47, 1, false)]
    [InlineData(8, 6, 1, false)]
    public async Task TransformAsync_FactsThatAreNotThoseOfThePixels_AreNotDecoded(int width, int height, int orientation, bool isDecoded)
    {
        using var transformer = new SkiaImageTransformer();
        var png = TestImages.Stored(64, 48, 1, SKEncodedImageFormat.Png);

        var result = await transformer.TransformAsync(
            new ImageTransformRequest { Image = png, Facts = new ImageFacts("image/png", width, height, orientation, png.Length), MaxSide = 100, MaxBytes = 100_000 },
            TestContext.Current.CancellationToken);

        Assert.Equal(isDecoded, result.Facts is not null);
        Assert.Equal(isDecoded, result.Reason is null);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(3)]
    public async Task TransformAsync_PngDecodedInParts_IsTheWholeImage(int orientation)
    {
        using var fitting = new Fitting();
        var fitted = await fitting.TransformAsync(LargePng.Create(9000, 4600, TinyPng.Chunk("eXIf", TinyExif.Create(orientation))));

        Assert.Empty(fitted.Violations);
        using var shown = Fitting.DisplayText(fitted);
        var (width, height) = orientation == 6 ? (2094, 4096) : (4096, 2094);
        Assert.InRange(shown.Width, width - 1, width + 1);
        Assert.InRange(shown.Height, height - 1, height + 1);
        SKColor Quarter(int right, int down) => shown.GetPixel(((right * 2) + 1) * shown.Width / 4, ((down * 2) + 1) * shown.Height / 4);
        SKColor[] seen = [Quarter(0, 0), Quarter(1, 0), Quarter(0, 1), Quarter(1, 1)];
        int[] order = orientation switch { 6 => [2, 0, 3, 1], 3 => [3, 2, 1, 0], _ => [0, 1, 2, 3] };
        Assert.All(order.Zip(seen), q => Assert.True(TestImages.IsNear(q.Second, TestKit.Files.SampleImage.Quarters[q.First]), $"{q.Second}"));
    }

    [Fact]
    public async Task TransformAsync_PngDecodedInPartsThatIsCutOff_IsRefused()
    {
        using var fitting = new Fitting();
        var whole = LargePng.Create(9000, 4600);

        var fitted = await fitting.TransformAsync(whole[..(whole.Length * 2 / 3)]);

        Assert.Null(fitted.Image);
        Assert.Equal("picture_truncated", Assert.Single(fitted.Violations).Code);
    }

    [Fact]
    public void Add_RowsOfThreePixels_AveragesTheAreaOfEachPixel()
    {
        using var target = new SKBitmap(new SKImageInfo(2, 2, SKColorType.Rgba8888, SKAlphaType.Premul));
        var reducer = new AreaReducer(3, 3, target);

        foreach (var row in new byte[][] { [0, 90, 255], [60, 60, 60], [255, 0, 0] })
            reducer.Add([.. row.SelectMany(value => (byte[])[value, 0, 0, 255])]);

        // Each pixel covers one and a half pixels in both directions.
        int[] expected = [(int)Math.Round((45 + (90 * 0.5)) / 2.25), (int)Math.Round((45 + 255 + 45) / 2.25), (int)Math.Round((255 + 45) / 2.25), (int)Math.Round(45 / 2.25)];
        int[] seen = [target.GetPixel(0, 0).Red, target.GetPixel(1, 0).Red, target.GetPixel(0, 1).Red, target.GetPixel(1, 1).Red];
        Assert.All(expected.Zip(seen), pair => Assert.InRange(pair.Second, pair.First - 1, pair.First + 1));
        Assert.Equal(255, target.GetPixel(1, 1).Alpha);
    }

    private static unsafe void Fill(SKBitmap grey, Func<int, byte> value)
    {
        var pixels = new Span<byte>((void*)grey.GetPixels(), grey.ByteCount);
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = value(i % grey.RowBytes);
    }
}
