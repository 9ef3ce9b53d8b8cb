using CometRunway.Imaging.Tests.Testing;
using SkiaSharp;

namespace CometRunway.Imaging.Tests;

public class TruncationTests
{
    /// <summary>Half an image must never be paid for: cut at every KB, it is refused until all pixels are there, and then it is whole.</summary>
    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public async Task TransformAsync_ImageCutAtEveryKilobyte_IsRefusedUnlessAllPixelsAreThere(SKEncodedImageFormat format)
    {
        using var fitting = new Fitting();
        var whole = ImageTableTests.Noise(format, 120, 90);
        Assert.True(whole.Length > 8000);
        using var expected = SKBitmap.Decode(whole);
        var cuts = Enumerable.Range(0, (whole.Length / 1024) + 1).Select(kilobytes => kilobytes * 1024).Concat(Enumerable.Range(1, 40).Select(missing => whole.Length - missing));

        foreach (var length in cuts)
        {
            var fitted = await fitting.TransformAsync(whole[..length]);

            if (fitted.Image is null)
            {
                Assert.True(fitted.Violations[0].Code is "picture_truncated" or "picture_empty", fitted.Violations[0].ToString());
                continue;
            }

            using var shown = Fitting.DisplayText(fitted);
            for (var y = 0; y < shown.Height; y += 7)
                Assert.True(TestImages.IsNear(expected.GetPixel(60, y), shown.GetPixel(60, y), 70), $"row {y} of {format} cut to {length} of {whole.Length} bytes");
            Assert.True(length > whole.Length - 40);
        }
    }

    [Fact]
    public async Task TransformAsync_JpegWithoutItsEndMarker_IsWholeAndSaysWhatWasDone()
    {
        using var fitting = new Fitting();
        var whole = ImageTableTests.Noise(SKEncodedImageFormat.Jpeg, 120, 90);

        var fitted = await fitting.TransformAsync(whole[..^2]);

        Assert.Empty(fitted.Violations);
        Assert.Single(fitted.Notes);
    }
}
