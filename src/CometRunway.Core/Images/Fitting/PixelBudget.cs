using System.Globalization;
using CometRunway.Images.Headers;

namespace CometRunway.Images.Fitting;

/// <summary>Which images are never opened: a header of a few bytes may claim any size, and opening one takes memory for every pixel.</summary>
internal static class PixelBudget
{
    /// <summary>Most decoders hold the whole image: 4 bytes a pixel, so 200 MB at most.</summary>
    public const long MostPixels = 50_000_000;

    /// <summary>A plain JPEG can be opened at an eighth of its size, line by line.</summary>
    public const long MostPixelsOfPlainJpeg = 400_000_000;

    // What the best packing reaches: deflate 1032 to 1; a JPEG's block of 64 pixels takes a bit at least; a GIF's code stands for 4096 pixels at most.
    private const long DeflateReaches = 1032;
    private const long JpegPixelsOfAByte = 512;
    private const long GifPixelsOfAByte = 4096;

    /// <summary>Why an image is not opened, as the end of a sentence; null when it may be.</summary>
    public static string? Refusal(HeaderFacts header, long length)
    {
        var pixels = (long)header.Width * header.Height;
        var most = header is { MediaType: "image/jpeg", IsProgressive: false } ? MostPixelsOfPlainJpeg : MostPixels;
        if (pixels > most)
            return string.Create(CultureInfo.InvariantCulture, $"{header.Width} x {header.Height} are {pixels / 1_000_000:N0} megapixels, and at most {most / 1_000_000} of its kind are opened");
        return Claims(header, pixels) > length ? "it has far fewer bytes than a picture of its size needs" : null;
    }

    /// <summary>The fewest bytes in which an image of this kind and size can lie; 0 where nothing is known.</summary>
    private static long Claims(HeaderFacts header, long pixels) => header.MediaType switch
    {
        "image/png" => pixels * Math.Max(1, header.BitsPerPixel) / 8 / DeflateReaches,
        "image/jpeg" => pixels / JpegPixelsOfAByte,
        "image/gif" => pixels / GifPixelsOfAByte,
        "image/bmp" => pixels * header.BitsPerPixel / 8,
        _ => 0,
    };
}
