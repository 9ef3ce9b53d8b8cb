namespace CometRunway.Images.Headers;

/// <summary>Reads the header of HEIC and AVIF images, which use the same box format as MP4.</summary>
internal static class IsoMediaHeader
{
    private const int BytesSearched = 64 * 1024;
    private const int MaxBrands = 32;

    public static HeaderFacts? Read(ReadOnlySpan<byte> bytes)
    {
        if (!Bytes.Match(bytes, 4, "ftyp"u8) || MediaType(bytes) is not { } type)
            return null;
        var head = bytes[..Math.Min(bytes.Length, BytesSearched)];
        if (IsoMediaItem.Read(head) is { Width: > 0 } item)
            return new HeaderFacts(type, item.Width, item.Height) { Orientation = item.Orientation };
        var (width, height) = LargestSize(head);
        return new HeaderFacts(type, width, height);
    }

    private static string? MediaType(ReadOnlySpan<byte> bytes)
    {
        var end = Math.Min(bytes.Length, Math.Min(Bytes.UInt32(bytes, 0) ?? 0, 16 + 4 * MaxBrands));
        string? found = null;
        for (var at = 8; at + 4 <= end; at += at == 8 ? 8 : 4)
        {
            var brand = bytes.Slice(at, 4);
            if (brand.SequenceEqual("avif"u8) || brand.SequenceEqual("avis"u8))
                return "image/avif";
            if (brand.SequenceEqual("heic"u8) || brand.SequenceEqual("heix"u8) || brand.SequenceEqual("hevc"u8) || brand.SequenceEqual("heim"u8)
                || brand.SequenceEqual("heis"u8) || brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("msf1"u8))
                found = "image/heic";
        }

        return found;
    }

    /// <summary>Returns the largest size in the file, for files whose items cannot be read. Other sizes are those of tiles and thumbnails.</summary>
    private static (int Width, int Height) LargestSize(ReadOnlySpan<byte> bytes)
    {
        var (width, height) = (0, 0);
        for (var at = bytes.IndexOf("ispe"u8); at >= 0;)
        {
            var w = Bytes.Side(Bytes.UInt32(bytes, at + 8));
            var h = Bytes.Side(Bytes.UInt32(bytes, at + 12));
            if ((long)w * h > (long)width * height)
                (width, height) = (w, h);
            var next = bytes[(at + 4)..].IndexOf("ispe"u8);
            at = next < 0 ? -1 : at + 4 + next;
        }

        return (width, height);
    }
}
