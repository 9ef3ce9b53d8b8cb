using CometRunway.Images.Headers;

namespace CometRunway.Images.Metadata;

/// <summary>Copies a JPEG file without EXIF, XMP, comments and data after its end. The pixels are unchanged.</summary>
internal static class JpegMetadata
{
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;

    /// <summary>Returns the copy; null when the bytes are not a complete JPEG file.</summary>
    public static byte[]? Without(ReadOnlySpan<byte> jpeg, int orientation)
    {
        using var copy = new MemoryStream(jpeg.Length);
        copy.Write([0xFF, 0xD8]);
        if (orientation != 1)
            WriteSegment(copy, 0xE1, [.. "Exif\0\0"u8, .. OrientationTag.Of(orientation)]);
        for (var at = 2; ;)
        {
            var begin = at;
            if (at >= jpeg.Length || jpeg[at] != 0xFF)
                return null;
            while (at < jpeg.Length && jpeg[at] == 0xFF)
                at++;
            if (at >= jpeg.Length)
                return null;
            var marker = jpeg[at++];
            if (marker == EndOfImage)
            {
                copy.Write([0xFF, EndOfImage]);
                return copy.ToArray();
            }

            // Restart markers and a repeated start of image have no length.
            if (marker is >= 0xD0 and <= 0xD8 or 0x01)
                continue;
            if (Bytes.UInt16(jpeg, at) is not (>= 2 and { } length) || at + length > jpeg.Length)
                return null;
            var end = marker == StartOfScan ? ScanEnd(jpeg, at + length) : at + length;
            if (IsImage(marker, jpeg[(at + 2)..(at + length)]))
                copy.Write(jpeg[begin..end]);
            at = end;
        }
    }

    /// <summary>Returns the position of the next marker after the scan data, in which FF is followed by 0 or a restart marker.</summary>
    private static int ScanEnd(ReadOnlySpan<byte> jpeg, int at)
    {
        for (; at + 1 < jpeg.Length; at++)
        {
            if (jpeg[at] == 0xFF && jpeg[at + 1] is not (0 or 0xFF or (>= 0xD0 and <= 0xD7)))
                return at;
        }

        return jpeg.Length;
    }

    /// <summary>Returns true for segments that affect the image. Of the application segments these are JFIF, the colour profile and Adobe's colour transform.</summary>
    private static bool IsImage(byte marker, ReadOnlySpan<byte> data) => marker switch
    {
        0xE0 => data.StartsWith("JFIF\0"u8),
        0xE2 => data.StartsWith("ICC_PROFILE\0"u8),
        0xEE => data.StartsWith("Adobe"u8),
        >= 0xE0 and <= 0xEF or 0xFE => false,
        _ => true,
    };

    private static void WriteSegment(MemoryStream copy, byte marker, byte[] data) =>
        copy.Write([0xFF, marker, (byte)(data.Length + 2 >> 8), (byte)(data.Length + 2), .. data]);
}
