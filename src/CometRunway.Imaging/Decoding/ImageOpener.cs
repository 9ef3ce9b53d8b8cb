using CometRunway.Images;
using CometRunway.Imaging.Drawing;
using SkiaSharp;

namespace CometRunway.Imaging.Decoding;

/// <summary>Decodes the five formats that Skia supports on all platforms, at a reduced size where the format allows it.</summary>
internal static class ImageOpener
{
    /// <summary>Decodes an image. Returns null, and a reason as the end of a sentence, when the bytes are not a complete image.</summary>
    public static DecodedImage? Open(ReadOnlyMemory<byte> bytes, ImageFacts facts, Layout layout, out string? reason)
    {
        using var data = SKData.CreateCopy(bytes.Span);
        using var codec = SKCodec.Create(data);
        reason = Refusal(codec, facts);
        if (reason is not null)
            return null;
        var size = SmallestSufficientSize(codec!, facts, layout);
        var isOpaque = codec!.Info.AlphaType == SKAlphaType.Opaque;
        var info = new SKImageInfo(size.Width, size.Height, SKImageInfo.PlatformColorType, isOpaque ? SKAlphaType.Opaque : SKAlphaType.Premul, SKColorSpace.CreateSrgb());
        var bitmap = new SKBitmap();
        if (!bitmap.TryAllocPixels(info))
        {
            bitmap.Dispose();
            reason = "there is not enough memory for it";
            return null;
        }

        reason = RowReader.Read(codec, data, bitmap);
        if (reason is null)
            return new(bitmap, facts, codec.EncodedFormat is not SKEncodedImageFormat.Jpeg && !IsLossyWebp(bytes.Span));
        bitmap.Dispose();
        return null;
    }

    private static string? Refusal(SKCodec? codec, ImageFacts facts) => codec switch
    {
        null => "its data is damaged",
        { EncodedFormat: var format } when !IsSame(format, facts.MediaType) => "its data is of another kind than its beginning",
        { Info: { Width: var width, Height: var height } } when (facts.Orientation >= 5 ? (height, width) : (width, height)) != (facts.Width, facts.Height) =>
            "its data is of another size than its header",
        _ => null,
    };

    private static bool IsSame(SKEncodedImageFormat format, string mediaType) => (format, mediaType) is
        (SKEncodedImageFormat.Png, "image/png") or (SKEncodedImageFormat.Jpeg, "image/jpeg") or (SKEncodedImageFormat.Webp, "image/webp")
        or (SKEncodedImageFormat.Gif, "image/gif") or (SKEncodedImageFormat.Bmp, "image/bmp");

    /// <summary>Returns the smallest size that is sufficient for the result. A JPEG can be decoded at multiples of an eighth of its size.</summary>
    private static SKSizeI SmallestSufficientSize(SKCodec codec, ImageFacts facts, Layout layout)
    {
        var share = layout.Width / layout.Window.Width;
        for (var eighths = 1; eighths < 8 && facts.MediaType == "image/jpeg"; eighths++)
        {
            if (eighths / 8d >= share)
                return codec.GetScaledDimensions(eighths / 8f);
        }

        return codec.Info.Size;
    }

    private static bool IsLossyWebp(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("RIFF"u8) && bytes[..Math.Min(bytes.Length, 4096)].IndexOf("VP8 "u8) >= 0;
}
