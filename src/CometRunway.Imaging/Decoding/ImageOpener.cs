using CometRunway.Images;
using CometRunway.Images.Fitting;
using CometRunway.Imaging.Drawing;
using SkiaSharp;

namespace CometRunway.Imaging.Decoding;

/// <summary>Decodes the five formats that Skia supports on all platforms, at a reduced size where the format allows it.</summary>
internal static class ImageOpener
{
    /// <summary>The reason when the memory for the pixels cannot be allocated.</summary>
    public const string NoMemory = "there is not enough memory for it";

    /// <summary>Decodes an image. Returns null, and a reason as the end of a sentence, when the bytes are not a complete image.</summary>
    public static DecodedImage? Open(ReadOnlyMemory<byte> bytes, ImageFacts facts, Layout layout, out string? reason)
    {
        using var pinned = new PinnedData(bytes);
        using var codec = SKCodec.Create(pinned.Data);
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
            reason = NoMemory;
            return null;
        }

        reason = IsInParts(codec, size) ? PartReader.Read(pinned.Data, info.WithSize(codec.Info.Width, codec.Info.Height), bitmap) : RowReader.Read(codec, pinned.Data, bitmap);
        // Pixels that cannot change are drawn without a copy.
        bitmap.SetImmutable();
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

    /// <summary>Returns the smallest size that is sufficient for the result, and that fits in memory.</summary>
    private static SKSizeI SmallestSufficientSize(SKCodec codec, ImageFacts facts, Layout layout)
    {
        var share = Math.Min(1, layout.Width / layout.Window.Width);
        if (facts.MediaType == "image/jpeg")
            return InEighths(codec, share);
        if (facts.MediaType != "image/png" || Pixels(codec.Info.Size) <= DecodingMemory.MaxPixels)
            return codec.Info.Size;
        var fitting = Math.Min(share, Math.Sqrt(DecodingMemory.MaxPixels / (double)Pixels(codec.Info.Size)));
        return new(Math.Max(1, (int)(codec.Info.Width * fitting)), Math.Max(1, (int)(codec.Info.Height * fitting)));
    }

    /// <summary>Returns the size of a JPEG image, which can be decoded at multiples of an eighth of its size.</summary>
    private static SKSizeI InEighths(SKCodec codec, double share)
    {
        var eighths = Math.Max(1, (int)Math.Ceiling(share * 8));
        while (eighths > 1 && Pixels(Scaled(codec, eighths)) > DecodingMemory.MaxPixels)
            eighths--;
        return Scaled(codec, eighths);
    }

    private static SKSizeI Scaled(SKCodec codec, int eighths) => eighths >= 8 ? codec.Info.Size : codec.GetScaledDimensions(eighths / 8f);

    private static long Pixels(SKSizeI size) => (long)size.Width * size.Height;

    private static bool IsInParts(SKCodec codec, SKSizeI size) => codec.EncodedFormat == SKEncodedImageFormat.Png && size != codec.Info.Size;

    private static bool IsLossyWebp(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("RIFF"u8) && bytes[..Math.Min(bytes.Length, 4096)].IndexOf("VP8 "u8) >= 0;
}
