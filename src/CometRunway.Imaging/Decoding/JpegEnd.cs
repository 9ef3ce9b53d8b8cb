using SkiaSharp;

namespace CometRunway.Imaging.Decoding;

/// <summary>
/// Distinguishes a JPEG file that lacks only its end marker from one that lacks pixels. The decoder fills in missing pixels without
/// reporting it. The filled pixels depend on the bytes that follow; the pixels of a complete image do not.
/// </summary>
internal static class JpegEnd
{
    private const int FillerLength = 512;

    /// <summary>Returns true when no pixel is missing; the bitmap then contains the whole image.</summary>
    public static bool HasAllPixels(SKData data, SKBitmap bitmap)
    {
        using var other = new SKBitmap();
        return other.TryAllocPixels(bitmap.Info)
            && Decode([.. data.AsSpan(), 0xFF, 0xD9], bitmap)
            && Decode([.. data.AsSpan(), .. Filler(), 0xFF, 0xD9], other)
            && bitmap.GetPixelSpan().SequenceEqual(other.GetPixelSpan());
    }

    private static bool Decode(byte[] jpeg, SKBitmap bitmap)
    {
        using var data = SKData.CreateCopy(jpeg);
        using var codec = SKCodec.Create(data);
        return codec?.GetPixels(bitmap.Info, bitmap.GetPixels()) == SKCodecResult.Success;
    }

    private static IEnumerable<byte> Filler() => Enumerable.Range(0, FillerLength).Select(i => (byte)((i * 89) % 251));
}
