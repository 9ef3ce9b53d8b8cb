using System.Buffers.Binary;
using CometRunway.Images.Headers;

namespace CometRunway.Images.Metadata;

/// <summary>Rebuilds a WebP file from its pixels, transparency and colour profile. The pixels are unchanged.</summary>
internal static class WebpRebuilder
{
    private const int FirstChunk = 12;
    private const int ExtendedLength = 10;
    private const byte ProfileFlag = 0x20;
    private const byte ExifFlag = 0x08;
    private const byte AlphaFlag = 0x10;

    /// <summary>Returns the image; null when the bytes are not a complete WebP file with one image.</summary>
    public static RebuiltImage? Rebuild(ReadOnlyMemory<byte> original, int orientation)
    {
        var webp = original.Span;
        var end = Bytes.UInt32(webp, 4, isBigEndian: false) + 8L ?? 0;
        if (end > webp.Length)
            return null;
        var image = new RebuiltImage(original);
        var head = webp[..FirstChunk].ToArray();
        image.Add(head);
        var (pixels, hasAlpha) = (0, false);
        byte[] extended = [];
        var flags = 0;
        for (var at = FirstChunk; at + 8 <= end;)
        {
            var length = Bytes.UInt32(webp, at + 4, isBigEndian: false) ?? 0;
            if (at + 8 + (long)length > end)
                return null;
            var (from, to) = (at, at + 8 + (int)length);
            var chunk = webp[from..to];
            at = to + (int)(length & 1);
            pixels += IsPixels(chunk) ? 1 : 0;
            if (IsExtended(chunk) && extended.Length == 0)
            {
                (extended, flags) = (Extended(chunk, orientation), chunk[8]);
                image.Add(extended);
                continue;
            }

            if (chunk.StartsWith("ICCP"u8) && (flags & ProfileFlag) != 0 && (extended[8] & ProfileFlag) == 0 && ColourProfile.IsMatch(chunk[8..]))
            {
                if (ColourProfile.Rebuild(chunk[8..]) is not { } profile)
                    return null;
                if (!profile.AsSpan().SequenceEqual(chunk[8..]))
                    image.Leave(LeftOut.Metadata);
                extended[8] |= ProfileFlag;
                // A profile has a multiple of four bytes.
                image.Add((byte[])[.. "ICCP"u8, .. BitConverter.GetBytes(profile.Length), .. profile]);
                continue;
            }

            if (!IsPixels(chunk) && !(chunk.StartsWith("ALPH"u8) && HasAlpha(extended) && pixels == 0 && !hasAlpha))
            {
                image.Leave(LeftOut.Metadata);
                continue;
            }

            if (chunk.StartsWith("ALPH"u8))
            {
                if (!IsAlpha(chunk[8..], extended))
                    return null;
                hasAlpha = true;
            }

            image.Keep(from, to);
            if (length % 2 == 1)
                image.Add(new byte[1]);
        }

        if (orientation != 1)
            image.Add((byte[])[.. "EXIF"u8, 26, 0, 0, 0, .. OrientationTag.Of(orientation)]);
        if (end < webp.Length)
            image.Leave(LeftOut.DataAfterEnd);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), image.Length - 8);
        return pixels == 1 ? image : null;
    }

    private static bool IsPixels(ReadOnlySpan<byte> chunk) => chunk.StartsWith("VP8 "u8) || chunk.StartsWith("VP8L"u8);

    private static bool IsExtended(ReadOnlySpan<byte> chunk) => chunk.StartsWith("VP8X"u8) && chunk.Length >= 8 + ExtendedLength;

    /// <summary>Returns the header of an extended file, with the flags of the parts that are kept.</summary>
    private static byte[] Extended(ReadOnlySpan<byte> chunk, int orientation)
    {
        var kept = chunk[..(8 + ExtendedLength)].ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(kept.AsSpan(4), ExtendedLength);
        // The flag of the profile is added together with the profile. The other bits are reserved.
        kept.AsSpan(8, 4).Clear();
        kept[8] = (byte)(chunk[8] & AlphaFlag | (orientation != 1 ? ExifFlag : 0));
        return kept;
    }

    /// <summary>Returns true for a known compression, or for exactly one byte for each pixel. The end of compressed transparency is not known.</summary>
    private static bool IsAlpha(ReadOnlySpan<byte> content, byte[] extended)
    {
        var pixels = ((Bytes.UInt24Little(extended, 12) ?? 0) + 1L) * ((Bytes.UInt24Little(extended, 15) ?? 0) + 1L);
        // The upper two bits are reserved, and the lower two are the compression.
        return content.Length > 0 && content[0] < 0x40 && ((content[0] & 3) == 1 || ((content[0] & 3) == 0 && content.Length == 1 + pixels));
    }

    private static bool HasAlpha(byte[] extended) => extended.Length > 0 && (extended[8] & AlphaFlag) != 0;
}
