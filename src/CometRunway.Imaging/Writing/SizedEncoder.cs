using CometRunway.Images;
using CometRunway.Images.Fitting;
using CometRunway.Imaging.Decoding;
using CometRunway.Imaging.Drawing;
using SkiaSharp;

namespace CometRunway.Imaging.Writing;

/// <summary>Finds the best encoding that is small enough: PNG for images from lossless formats, then JPEG with decreasing quality, then smaller images.</summary>
internal static class SizedEncoder
{
    /// <summary>Above this number of pixels PNG encoding takes seconds and the result is rarely small enough.</summary>
    private const int MaxPixelsForPng = 6_000_000;
    private const double ScaleStep = 0.8;
    private const int MinSide = 64;

    private static readonly int[] Qualities = [92, 85, 75];

    public static ImageTransformResult Encode(DecodedImage image, ImageTransformRequest request, Layout first)
    {
        var layout = first;
        if (!request.JpegOnly && image.IsLossless && (long)layout.Width * layout.Height <= MaxPixelsForPng)
        {
            using var drawn = Canvas.Draw(image, layout, onWhite: false);
            using var png = drawn.Encode(SKEncodedImageFormat.Png, 100);
            if (png is not null && png.Size <= request.MaxBytes)
                return Result(png, "image/png", layout);
        }

        for (; Math.Max(layout.Width, layout.Height) >= MinSide || layout == first; layout = layout.ScaledBy(ScaleStep))
        {
            if (AsJpeg(image, layout, request.MaxBytes) is { } result)
                return result;
        }

        return ImageTransformResult.None("it does not become small enough");
    }

    private static ImageTransformResult? AsJpeg(DecodedImage image, Layout layout, int maxBytes)
    {
        using var drawn = Canvas.Draw(image, layout, onWhite: true);
        foreach (var quality in Qualities)
        {
            using var jpeg = drawn.Encode(SKEncodedImageFormat.Jpeg, quality);
            if (jpeg is not null && jpeg.Size <= maxBytes)
                return Result(jpeg, "image/jpeg", layout) with { TransparencyLost = image.HasTransparency };
        }

        return null;
    }

    private static ImageTransformResult Result(SKData encoded, string mediaType, Layout layout)
    {
        var bytes = encoded.ToArray();
        return new(bytes, new ImageFacts(mediaType, layout.Width, layout.Height, 1, bytes.Length), null);
    }
}
