namespace CometRunway.Images.Headers;

internal static class PngHeader
{
    private const int SignatureLength = 8;
    private const int ChunkFrame = 12;

    public static HeaderFacts? Read(ReadOnlySpan<byte> bytes, bool isWhole)
    {
        if (!Bytes.Match(bytes, 0, [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]))
            return null;
        var facts = new HeaderFacts("image/png");
        if (Bytes.Match(bytes, 12, "IHDR"u8))
            facts = facts with { Width = Bytes.Side(Bytes.UInt32(bytes, 16)), Height = Bytes.Side(Bytes.UInt32(bytes, 20)), BitsPerPixel = BitsPerPixel(bytes) };

        for (long at = SignatureLength; Bytes.UInt32(bytes, at) is { } length; at += length + ChunkFrame)
        {
            var data = at + 8;
            if (Bytes.Match(bytes, at + 4, "IEND"u8))
                return facts;
            if (Bytes.Match(bytes, at + 4, "acTL"u8))
                facts = facts with { IsAnimated = Bytes.UInt32(bytes, data) > 1 };
            else if (Bytes.Match(bytes, at + 4, "eXIf"u8) && data < bytes.Length && TiffTags.Read(bytes[(int)data..(int)Math.Min(bytes.Length, data + length)]) is { } tags)
                facts = facts with { Orientation = tags.Orientation, HasLocation = facts.HasLocation || tags.HasLocation };
            else if (IsText(bytes, at + 4) && Xmp.HasLocation(bytes, data, data + length))
                facts = facts with { HasLocation = true };
        }

        return facts with { IsTruncated = isWhole };
    }

    private static bool IsText(ReadOnlySpan<byte> bytes, long type) =>
        Bytes.Match(bytes, type, "iTXt"u8) || Bytes.Match(bytes, type, "tEXt"u8) || Bytes.Match(bytes, type, "zTXt"u8);

    private static int BitsPerPixel(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= 25)
            return 0;
        var channels = bytes[25] switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        return bytes[24] <= 16 ? channels * bytes[24] : 0;
    }
}
