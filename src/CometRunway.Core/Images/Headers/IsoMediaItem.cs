namespace CometRunway.Images.Headers;

/// <summary>The stored size and the orientation of the primary image in a HEIC or AVIF file.</summary>
internal readonly record struct IsoMediaItem(int Width, int Height, int Orientation)
{
    private const int MaxBoxes = 256;
    private const int FullBoxHeader = 12;

    /// <summary>Reads the primary image; null when the boxes do not reference one.</summary>
    public static IsoMediaItem? Read(ReadOnlySpan<byte> bytes)
    {
        if (Find(bytes, 0, bytes.Length, "meta"u8) is not { } meta
            || Find(bytes, meta.From + FullBoxHeader, meta.To, "pitm"u8) is not { } pitm
            || Find(bytes, meta.From + FullBoxHeader, meta.To, "iprp"u8) is not { } iprp
            || Find(bytes, iprp.From + 8, iprp.To, "ipco"u8) is not { } properties
            || Find(bytes, iprp.From + 8, iprp.To, "ipma"u8) is not { } associations)
            return null;
        var isShort = Version(bytes, pitm) == 0;
        long? primary = isShort ? Bytes.UInt16(bytes, pitm.From + FullBoxHeader) : Bytes.UInt32(bytes, pitm.From + FullBoxHeader);
        var item = new IsoMediaItem(0, 0, 1);
        foreach (var index in Associated(bytes, associations, primary ?? 0))
            item = Apply(bytes, properties, index, item);
        return item;
    }

    private static IsoMediaItem Apply(ReadOnlySpan<byte> bytes, Range properties, int index, IsoMediaItem item)
    {
        if (Nth(bytes, properties.From + 8, properties.To, index) is not { } property)
            return item;
        if (Bytes.Match(bytes, property.From + 4, "ispe"u8))
            return item with { Width = Bytes.Side(Bytes.UInt32(bytes, property.From + 12)), Height = Bytes.Side(Bytes.UInt32(bytes, property.From + 16)) };
        // Converts anti-clockwise quarter turns to EXIF orientations.
        if (Bytes.Match(bytes, property.From + 4, "irot"u8) && property.From + 8 < property.To)
            return item with { Orientation = (bytes[(int)property.From + 8] & 3) switch { 1 => 8, 2 => 3, 3 => 6, _ => 1 } };
        return item;
    }

    /// <summary>Returns the 1-based indices of the properties of an item.</summary>
    private static List<int> Associated(ReadOnlySpan<byte> bytes, Range box, long item)
    {
        var found = new List<int>();
        var hasLongIds = Version(bytes, box) > 0;
        var hasLongIndices = (Bytes.UInt32(bytes, box.From + 8) ?? 0) % 2 == 1;
        var at = box.From + FullBoxHeader + 4;
        for (var task = Math.Min(Bytes.UInt32(bytes, box.From + FullBoxHeader) ?? 0, MaxBoxes); task > 0 && at < box.To; task--)
        {
            long? id = hasLongIds ? Bytes.UInt32(bytes, at) : Bytes.UInt16(bytes, at);
            at += hasLongIds ? 4 : 2;
            if (id is null || at >= box.To)
                break;
            var count = bytes[(int)at++];
            for (var i = 0; i < count && at < box.To; i++, at += hasLongIndices ? 2 : 1)
            {
                if (id == item)
                    found.Add(hasLongIndices ? (Bytes.UInt16(bytes, at) ?? 0) & 0x7FFF : bytes[(int)at] & 0x7F);
            }
        }

        return found;
    }

    private static Range? Find(ReadOnlySpan<byte> bytes, long from, long to, ReadOnlySpan<byte> type)
    {
        for (var i = 1; Nth(bytes, from, to, i) is { } box; i++)
        {
            if (Bytes.Match(bytes, box.From + 4, type))
                return box;
        }

        return null;
    }

    /// <summary>Returns the n-th box in a range, starting at 1. A linear search is sufficient, because files have few boxes at one level.</summary>
    private static Range? Nth(ReadOnlySpan<byte> bytes, long from, long to, int n)
    {
        if (n is < 1 or > MaxBoxes)
            return null;
        for (var i = 1; ; i++)
        {
            if (Bytes.UInt32(bytes, from) is not { } length || length < 8 || from + 8 > to)
                return null;
            if (i == n)
                return new Range(from, Math.Min(Math.Min(from + length, to), bytes.Length));
            from += length;
        }
    }

    private static int Version(ReadOnlySpan<byte> bytes, Range box) => (int)((Bytes.UInt32(bytes, box.From + 8) ?? 0) >> 24);

    private readonly record struct Range(long From, long To);
}
