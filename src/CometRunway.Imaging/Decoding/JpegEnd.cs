using SkiaSharp;

namespace CometRunway.Imaging.Decoding;

/// <summary>
/// Tells a JPEG that lacks its last marker from one that lacks pixels. The decoder makes up what is missing and does not say so; but
/// what it makes up depends on the bytes that follow, and an image that is all there does not.
/// </summary>
internal static class JpegEnd
{
    private const int FillerLength = 512;

    /// <summary>Leaves the whole image in the bitmap when no pixel is missing.</summary>
    public static bool IsAllThere(SKData data, SKBitmap bitmap)
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
