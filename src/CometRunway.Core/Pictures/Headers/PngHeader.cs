namespace CometRunway.Pictures.Headers;

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
            facts = facts with { Width = Bytes.Side(Bytes.UInt32(bytes, 16)), Height = Bytes.Side(Bytes.UInt32(bytes, 20)) };

        for (long at = SignatureLength; Bytes.UInt32(bytes, at) is { } length; at += length + ChunkFrame)
        {
            var data = at + 8;
            if (Bytes.Match(bytes, at + 4, "IEND"u8))
                return facts;
            if (Bytes.Match(bytes, at + 4, "acTL"u8))
                facts = facts with { IsAnimated = Bytes.UInt32(bytes, data) > 1 };
            else if (Bytes.Match(bytes, at + 4, "eXIf"u8) && data < bytes.Length)
                facts = facts with { Orientation = TiffTags.Read(bytes[(int)data..(int)Math.Min(bytes.Length, data + length)])?.Orientation ?? 1 };
        }

        return facts with { IsTruncated = isWhole };
    }
}
