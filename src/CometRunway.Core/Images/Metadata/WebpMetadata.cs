using System.Buffers.Binary;
using CometRunway.Images.Headers;

namespace CometRunway.Images.Metadata;

/// <summary>Copies a WebP file without EXIF and XMP and without data after its end.</summary>
internal static class WebpMetadata
{
    private const int FirstChunk = 12;
    private const byte ExifFlag = 0x08;
    private const byte XmpFlag = 0x04;

    /// <summary>Returns the copy; null when the bytes are not a complete WebP file.</summary>
    public static byte[]? Without(ReadOnlySpan<byte> webp, int orientation)
    {
        var end = Math.Min(webp.Length, 8L + (Bytes.UInt32(webp, 4, isBigEndian: false) ?? 0));
        using var copy = new MemoryStream(webp.Length);
        copy.Write(webp[..FirstChunk]);
        for (long at = FirstChunk; at + 8 <= end;)
        {
            var length = Bytes.UInt32(webp, at + 4, isBigEndian: false) ?? 0;
            var padded = 8 + length + (length & 1);
            if (at + 8 + length > end)
                return null;
            var chunk = webp.Slice((int)at, (int)Math.Min(padded, end - at));
            if (!chunk.StartsWith("EXIF"u8) && !chunk.StartsWith("XMP "u8))
                Write(copy, chunk, orientation);
            at += padded;
        }

        if (orientation != 1)
            copy.Write([.. "EXIF"u8, 26, 0, 0, 0, .. OrientationTag.Of(orientation)]);
        var bytes = copy.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - 8);
        return bytes;
    }

    private static void Write(MemoryStream copy, ReadOnlySpan<byte> chunk, int orientation)
    {
        var from = (int)copy.Length;
        copy.Write(chunk);
        if (!chunk.StartsWith("VP8X"u8) || chunk.Length < 9)
            return;
        var flags = chunk[8] & ~(ExifFlag | XmpFlag);
        copy.GetBuffer()[from + 8] = (byte)(orientation != 1 ? flags | ExifFlag : flags);
    }
}
