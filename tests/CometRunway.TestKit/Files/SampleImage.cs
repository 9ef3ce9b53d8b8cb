using SkiaSharp;

namespace CometRunway.TestKit.Files;

/// <summary>An image whose quarters have different colours, so that tests can detect it in a frame.</summary>
public static class SampleImage
{
    /// <summary>The colours in the order upper left, upper right, lower left, lower right.</summary>
    public static IReadOnlyList<SKColor> Quarters { get; } = [SKColors.Crimson, SKColors.SeaGreen, SKColors.RoyalBlue, SKColors.Gold];

    /// <summary>Creates the image as PNG.</summary>
    public static byte[] Png(int width, int height)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        for (var i = 0; i < Quarters.Count; i++)
        {
            using var paint = new SKPaint { Color = Quarters[i] };
            canvas.DrawRect(SKRect.Create(i % 2 * width / 2f, i / 2 * height / 2f, width / 2f, height / 2f), paint);
        }

        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>Creates the image as a data URI.</summary>
    public static string DataUri(int width, int height) => $"data:image/png;base64,{Convert.ToBase64String(Png(width, height))}";
}
