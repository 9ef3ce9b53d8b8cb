using System.Text;

namespace CometRunway.Images.Headers;

/// <summary>Detects image formats that the service does not support, so that they can be converted or named in messages.</summary>
internal static class ConvertibleHeader
{
    private const int TextBytesRead = 1024;

    public static HeaderFacts? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8))
            return new HeaderFacts("image/gif", Bytes.UInt16(bytes, 6, isBigEndian: false) ?? 0, Bytes.UInt16(bytes, 8, isBigEndian: false) ?? 0);
        if (TiffTags.Read(bytes) is { } tiff && TiffPages.Read(bytes) is { } pages)
        {
            // The result of converting a RAW photo depends on the program: it may be its preview.
            return pages.IsRaw ? null : new HeaderFacts("image/tiff", tiff.Width, tiff.Height)
            {
                Orientation = tiff.Orientation,
                HasLocation = tiff.HasLocation,
                Pages = pages.Count,
                IsPreviewFirst = pages.IsPreviewFirst,
            };
        }

        if (bytes.StartsWith("BM"u8) && Bytes.UInt32(bytes, 14, isBigEndian: false) is >= 12 and <= 256)
            return ReadBitmap(bytes);
        if (Bytes.Match(bytes, 0, [0xFF, 0x0A]) || Bytes.Match(bytes, 4, "JXL \r\n"u8))
            return new HeaderFacts("image/jxl");
        return IsoMediaHeader.Read(bytes) ?? (IsSvg(bytes) ? new HeaderFacts("image/svg+xml") : null);
    }

    private static HeaderFacts ReadBitmap(ReadOnlySpan<byte> bytes)
    {
        if (Bytes.UInt32(bytes, 14, isBigEndian: false) == 12)
            return new HeaderFacts("image/bmp", Bytes.UInt16(bytes, 18, isBigEndian: false) ?? 0, Bytes.UInt16(bytes, 20, isBigEndian: false) ?? 0);
        // A negative height means that the rows are stored from top to bottom.
        var height = (int?)Bytes.UInt32(bytes, 22, isBigEndian: false) ?? 0;
        var isPacked = Bytes.UInt32(bytes, 30, isBigEndian: false) is not (0 or 3);
        return new HeaderFacts("image/bmp", Bytes.Side(Bytes.UInt32(bytes, 18, isBigEndian: false)), height == int.MinValue ? 0 : Math.Abs(height))
        {
            BitsPerPixel = isPacked ? 0 : Math.Min(32, Bytes.UInt16(bytes, 28, isBigEndian: false) ?? 0),
        };
    }

    private static bool IsSvg(ReadOnlySpan<byte> bytes)
    {
        var head = bytes[..Math.Min(bytes.Length, TextBytesRead)];
        var text = (Bytes.Match(head, 0, [0xFF, 0xFE]) ? Encoding.Unicode : Encoding.UTF8).GetString(head).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return text.StartsWith('<') && text.Contains("<svg", StringComparison.OrdinalIgnoreCase) && !text.Contains("<html", StringComparison.OrdinalIgnoreCase);
    }
}
