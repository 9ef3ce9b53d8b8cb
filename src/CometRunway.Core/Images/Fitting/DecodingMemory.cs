using CometRunway.Images.Conversion;
using CometRunway.Images.Headers;

namespace CometRunway.Images.Fitting;

/// <summary>Estimates the memory that an image needs from its header, before it is read.</summary>
internal static class DecodingMemory
{
    /// <summary>The maximum number of pixels in memory at once. Larger images are decoded at a reduced size or in parts.</summary>
    public const int MaxPixels = 24_000_000;

    /// <summary>The maximum size of one part of an image that is decoded in parts, in bytes.</summary>
    public const int PartBytes = 32 * 1024 * 1024;

    private const int BytesPerPixel = 4;
    private const long MaxDrawnPixels = (long)ImageLimits.MaxSideOfReencoded * ImageLimits.MaxSideOfReencoded;

    /// <summary>Returns the number of bytes for the file, the decoded pixels, the drawn result and the working memory of the decoder.</summary>
    public static long Of(HeaderFacts header, long length)
    {
        if (PixelBudget.Refusal(header, length) is not null)
            return length;
        var pixels = (long)header.Width * header.Height;
        var held = Math.Min(pixels, MaxPixels) + Math.Min(pixels, MaxDrawnPixels);
        return length + held * BytesPerPixel + Working(header, pixels) + (header.IsTruncated ? length : 0);
    }

    private static long Working(HeaderFacts header, long pixels) => header switch
    {
        { MediaType: "image/jpeg", IsProgressive: true } => (long)(pixels * PixelBudget.ProgressiveBytesPerPixel(header)),
        { MediaType: "image/webp" } => pixels * BytesPerPixel,
        { MediaType: "image/png" } when pixels > MaxPixels => PartBytes,
        { IsSupported: true } => 0,
        // The result of an external program is a file too.
        _ => ExternalConverters.MaxResultBytes,
    };
}
