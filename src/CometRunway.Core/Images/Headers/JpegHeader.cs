namespace CometRunway.Images.Headers;

internal static class JpegHeader
{
    private const byte App1 = 0xE1;
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;

    public static HeaderFacts? Read(ReadOnlySpan<byte> bytes, bool isWhole)
    {
        if (!Bytes.Match(bytes, 0, [0xFF, 0xD8, 0xFF]))
            return null;
        var facts = new HeaderFacts("image/jpeg");
        var hasExif = false;
        for (long at = 2; TryReadMarker(bytes, ref at, out var marker);)
        {
            if (marker == EndOfImage)
                return facts;
            if (IsStandalone(marker))
                continue;
            // In scan data FF is always followed by 0 or a restart marker, so the next FF D9 is the end of the image.
            if (marker == StartOfScan)
                return facts with { IsTruncated = isWhole && bytes[(int)at..].IndexOf([(byte)0xFF, EndOfImage]) < 0 };
            if (Bytes.UInt16(bytes, at) is not { } length || length < 2)
                break;
            if (IsFrame(marker) && facts.Width == 0)
                facts = facts with { Height = Bytes.UInt16(bytes, at + 3) ?? 0, Width = Bytes.UInt16(bytes, at + 5) ?? 0, IsProgressive = marker is 0xC2 or 0xC6 or 0xCA or 0xCE, BitsPerPixel = BitsPerPixel(bytes, at) };
            else if (marker == App1 && Bytes.Match(bytes, at + 2, "Exif\0\0"u8))
                (facts, hasExif) = (WithExif(facts, bytes, at + 8, at + length, isFirst: !hasExif), true);
            else if (marker == App1 && Xmp.HasLocation(bytes, at + 2, at + length))
                facts = facts with { HasLocation = true };
            at += length;
        }

        return facts with { IsTruncated = isWhole };
    }

    private static bool TryReadMarker(ReadOnlySpan<byte> bytes, ref long at, out byte marker)
    {
        marker = 0;
        if (at >= bytes.Length || bytes[(int)at] != 0xFF)
            return false;
        while (at < bytes.Length && bytes[(int)at] == 0xFF)
            at++;
        if (at >= bytes.Length)
            return false;
        marker = bytes[(int)at++];
        return marker != 0;
    }

    private static HeaderFacts WithExif(HeaderFacts facts, ReadOnlySpan<byte> bytes, long from, long to, bool isFirst) =>
        from < bytes.Length && to > from && TiffTags.Read(bytes[(int)from..(int)Math.Min(to, bytes.Length)]) is { } tags
            ? facts with { Orientation = isFirst ? tags.Orientation : facts.Orientation, HasLocation = facts.HasLocation || tags.HasLocation }
            : facts;

    /// <summary>Returns the bits of all samples for one pixel, usually 12 or 24. Colour samples are often shared by several pixels.</summary>
    private static int BitsPerPixel(ReadOnlySpan<byte> bytes, long frame)
    {
        var (samples, largest) = (0, 1);
        for (var i = 0; i < Math.Min((byte)4, At(bytes, frame + 7)); i++)
        {
            var factors = At(bytes, frame + 9 + i * 3);
            samples += (factors >> 4) * (factors & 15);
            largest = Math.Max(largest, (factors >> 4) * (factors & 15));
        }

        return 8 * samples / largest;
    }

    private static byte At(ReadOnlySpan<byte> bytes, long at) => at < bytes.Length ? bytes[(int)at] : (byte)0;

    /// <summary>Returns true for markers without a length: restart markers, a repeated start of image, and TEM.</summary>
    private static bool IsStandalone(byte marker) => marker is >= 0xD0 and <= 0xD8 or 0x01;

    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
}
