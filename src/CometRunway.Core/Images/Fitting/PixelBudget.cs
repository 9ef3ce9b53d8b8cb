using System.Globalization;
using CometRunway.Images.Headers;

namespace CometRunway.Images.Fitting;

/// <summary>Limits the size of images that are decoded. A small header can declare any size, and decoding allocates memory for every pixel.</summary>
internal static class PixelBudget
{
    /// <summary>The limit for PNG, which is decoded in parts, for progressive JPEG, and for formats that other programs convert.</summary>
    public const long MaxPixels = 50_000_000;

    /// <summary>The limit for JPEG files that are not progressive, which can be decoded line by line at an eighth of their size.</summary>
    public const long MaxPixelsOfSequentialJpeg = 400_000_000;

    /// <summary>The limit for the coefficients of a progressive JPEG, which the decoder keeps until the last scan.</summary>
    private const long MaxProgressiveBytes = 200_000_000;

    // The maximum compression ratios: deflate 1032 to 1; a JPEG block of 64 pixels needs at least one bit; a GIF code represents at most 4096 pixels.
    private const long MaxDeflateRatio = 1032;
    private const long MaxJpegPixelsPerByte = 512;
    private const long MaxGifPixelsPerByte = 4096;

    /// <summary>Returns the reason why an image must not be decoded, as a clause; null if it can be decoded.</summary>
    public static string? Refusal(HeaderFacts header, long length)
    {
        var pixels = (long)header.Width * header.Height;
        var limit = Limit(header);
        if (pixels > limit)
            return string.Create(CultureInfo.InvariantCulture, $"{header.Width} x {header.Height} are {pixels / 1_000_000:N0} megapixels, and at most {limit / 1_000_000} of its kind are opened: save it with at most {ImageLimits.MaxSideOfReencoded} pixels a side");
        return MinBytes(header, pixels) > length ? "it has far fewer bytes than a picture of its size needs" : null;
    }

    /// <summary>Returns the memory for the coefficients of a progressive JPEG: two bytes for each sample.</summary>
    public static double ProgressiveBytesPerPixel(HeaderFacts header) => Math.Max(8, header.BitsPerPixel) / 4d;

    private static long Limit(HeaderFacts header) => header switch
    {
        { MediaType: "image/jpeg", IsProgressive: false } => MaxPixelsOfSequentialJpeg,
        { MediaType: "image/jpeg" } => Math.Min(MaxPixels, (long)(MaxProgressiveBytes / ProgressiveBytesPerPixel(header))),
        { MediaType: "image/webp" or "image/gif" or "image/bmp" } => DecodingMemory.MaxPixels,
        _ => MaxPixels,
    };

    /// <summary>Returns the minimum number of bytes of an image with this format and size; 0 when unknown.</summary>
    private static long MinBytes(HeaderFacts header, long pixels) => header.MediaType switch
    {
        "image/png" => pixels * Math.Max(1, header.BitsPerPixel) / 8 / MaxDeflateRatio,
        "image/jpeg" => pixels / MaxJpegPixelsPerByte,
        "image/gif" => pixels / MaxGifPixelsPerByte,
        "image/bmp" => pixels * header.BitsPerPixel / 8,
        _ => 0,
    };
}
