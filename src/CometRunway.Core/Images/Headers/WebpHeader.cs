namespace CometRunway.Images.Headers;

internal static class WebpHeader
{
    private const int FirstChunk = 12;
    private const int AnimationFlag = 0x02;

    public static HeaderFacts? Read(ReadOnlySpan<byte> bytes, long fileLength)
    {
        if (!bytes.StartsWith("RIFF"u8) || !Bytes.Match(bytes, 8, "WEBP"u8))
            return null;
        var declared = Bytes.UInt32(bytes, 4, isBigEndian: false) + 8L ?? 0;
        var facts = new HeaderFacts("image/webp") { IsTruncated = fileLength < declared };
        var hasImage = false;
        for (long at = FirstChunk; Bytes.UInt32(bytes, at + 4, isBigEndian: false) is { } length; at += 8L + length + (length & 1))
        {
            var data = at + 8;
            if (facts.Width == 0)
                facts = ReadSize(bytes, at, data, facts);
            hasImage |= Bytes.Match(bytes, at, "VP8 "u8) || Bytes.Match(bytes, at, "VP8L"u8) || Bytes.Match(bytes, at, "ANMF"u8);
            if (Bytes.Match(bytes, at, "EXIF"u8) && data < bytes.Length && Exif(bytes[(int)data..(int)Math.Min(bytes.Length, data + length)]) is { } tags)
                facts = facts with { Orientation = tags.Orientation, HasLocation = facts.HasLocation || tags.HasLocation };
            else if (Bytes.Match(bytes, at, "XMP "u8) && Xmp.HasLocation(bytes, data, data + length))
                facts = facts with { HasLocation = true };
        }

        return facts with { IsTruncated = facts.IsTruncated || (!hasImage && bytes.Length >= fileLength) };
    }

    private static HeaderFacts ReadSize(ReadOnlySpan<byte> bytes, long at, long data, HeaderFacts facts)
    {
        if (Bytes.Match(bytes, at, "VP8X"u8))
        {
            return Bytes.UInt24Little(bytes, data + 4) is { } width && Bytes.UInt24Little(bytes, data + 7) is { } height
                ? facts with { Width = width + 1, Height = height + 1, IsAnimated = (bytes[(int)data] & AnimationFlag) != 0 }
                : facts;
        }

        if (Bytes.Match(bytes, at, "VP8L"u8) && Bytes.Match(bytes, data, [0x2F]) && Bytes.UInt32(bytes, data + 1, isBigEndian: false) is { } packed)
            return facts with { Width = (int)(packed & 0x3FFF) + 1, Height = (int)(packed >> 14 & 0x3FFF) + 1 };
        if (Bytes.Match(bytes, at, "VP8 "u8) && Bytes.Match(bytes, data + 3, [0x9D, 0x01, 0x2A]))
        {
            return facts with
            {
                Width = (Bytes.UInt16(bytes, data + 6, isBigEndian: false) ?? 0) & 0x3FFF,
                Height = (Bytes.UInt16(bytes, data + 8, isBigEndian: false) ?? 0) & 0x3FFF,
            };
        }

        return facts;
    }

    // Some programs write the JPEG prefix before the TIFF structure.
    private static TiffTags? Exif(ReadOnlySpan<byte> exif) => TiffTags.Read(exif.StartsWith("Exif\0\0"u8) ? exif[6..] : exif);
}
