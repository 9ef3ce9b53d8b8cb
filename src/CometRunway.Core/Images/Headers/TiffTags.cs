namespace CometRunway.Images.Headers;

/// <summary>The tags of a TIFF structure's first directory: of a TIFF file, or of the EXIF block inside another image.</summary>
/// <param name="Width">Width as stored; 0 when it is not told.</param>
/// <param name="Height">Height as stored; 0 when it is not told.</param>
/// <param name="Orientation">1 to 8.</param>
/// <param name="HasLocation">True when there is a directory of GPS tags.</param>
internal readonly record struct TiffTags(int Width, int Height, int Orientation, bool HasLocation = false)
{
    private const int WidthTag = 0x0100;
    private const int HeightTag = 0x0101;
    private const int OrientationTag = 0x0112;
    private const int LocationTag = 0x8825;
    private const int ShortType = 3;
    private const int LongType = 4;
    private const int MostEntries = 512;

    /// <summary>Null when the bytes are no TIFF structure; an orientation outside 1 to 8 counts as 1.</summary>
    public static TiffTags? Read(ReadOnlySpan<byte> tiff)
    {
        bool isBigEndian;
        if (tiff.StartsWith("MM\0*"u8))
            isBigEndian = true;
        else if (tiff.StartsWith("II*\0"u8))
            isBigEndian = false;
        else
            return null;

        var tags = new TiffTags(0, 0, 1);
        if (Bytes.UInt32(tiff, 4, isBigEndian) is not { } start || Bytes.UInt16(tiff, start, isBigEndian) is not { } count)
            return tags;
        for (var i = 0; i < Math.Min(count, MostEntries); i++)
        {
            var entry = start + 2L + i * 12L;
            if (Bytes.UInt16(tiff, entry, isBigEndian) is not { } tag)
                break;
            var value = Value(tiff, entry, isBigEndian);
            tags = tag switch
            {
                WidthTag => tags with { Width = value },
                HeightTag => tags with { Height = value },
                LocationTag => tags with { HasLocation = true },
                OrientationTag when value is >= 1 and <= 8 => tags with { Orientation = value },
                _ => tags,
            };
        }

        return tags;
    }

    private static int Value(ReadOnlySpan<byte> tiff, long entry, bool isBigEndian) => Bytes.UInt16(tiff, entry + 2, isBigEndian) switch
    {
        ShortType => Bytes.UInt16(tiff, entry + 8, isBigEndian) ?? 0,
        LongType => Bytes.Side(Bytes.UInt32(tiff, entry + 8, isBigEndian)),
        _ => 0,
    };
}
