using CometRunway.Imaging.Decoding;
using CometRunway.Imaging.Drawing;
using CometRunway.Images;
using CometRunway.Images.Fitting;
using SkiaSharp;

namespace CometRunway.Imaging.Writing;

/// <summary>Finds the best encoding that is small enough: lossless for drawings, else JPEG of falling quality, else a smaller image.</summary>
internal static class SizedEncoder
{
    /// <summary>Above this PNG takes seconds, and is hardly ever small enough.</summary>
    private const int MostPixelsAsPng = 6_000_000;
    private const double Step = 0.8;
    private const int LeastSide = 64;

    private static readonly int[] Qualities = [92, 85, 75];

    public static ImageTransformResult Encode(DecodedImage image, ImageTransformRequest order, Layout first)
    {
        var layout = first;
        if (!order.JpegOnly && image.IsDrawing && (long)layout.Width * layout.Height <= MostPixelsAsPng)
        {
            using var drawn = Canvas.Draw(image, layout, onWhite: false);
            using var png = drawn.Encode(SKEncodedImageFormat.Png, 100);
            if (png is not null && png.Size <= order.MostBytes)
                return Outcome(png, "image/png", layout);
        }

        for (; Math.Max(layout.Width, layout.Height) >= LeastSide || layout == first; layout = layout.Smaller(Step))
        {
            if (AsJpeg(image, layout, order.MostBytes) is { } outcome)
                return outcome;
        }

        return ImageTransformResult.None("it does not become small enough");
    }

    private static ImageTransformResult? AsJpeg(DecodedImage image, Layout layout, int mostBytes)
    {
        using var drawn = Canvas.Draw(image, layout, onWhite: true);
        foreach (var quality in Qualities)
        {
            using var jpeg = drawn.Encode(SKEncodedImageFormat.Jpeg, quality);
            if (jpeg is not null && jpeg.Size <= mostBytes)
                return Outcome(jpeg, "image/jpeg", layout) with { TransparencyLost = image.HasTransparency };
        }

        return null;
    }

    private static ImageTransformResult Outcome(SKData encoded, string mediaType, Layout layout)
    {
        var bytes = encoded.ToArray();
        return new(bytes, new ImageFacts(mediaType, layout.Width, layout.Height, 1, bytes.Length), null);
    }
}
