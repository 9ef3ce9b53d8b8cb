namespace CometRunway.Images.Headers;

/// <summary>The tags in the first directory of a TIFF structure, which is a TIFF file or the EXIF block of another image.</summary>
/// <param name="Width">The width as stored; 0 when it is missing.</param>
/// <param name="Height">The height as stored; 0 when it is missing.</param>
/// <param name="Orientation">The orientation, 1 to 8.</param>
/// <param name="HasLocation">True when there is a directory of GPS tags.</param>
internal readonly record struct TiffTags(int Width, int Height, int Orientation, bool HasLocation = false)
{
    private const int WidthTag = 0x0100;
    private const int HeightTag = 0x0101;
    private const int OrientationTag = 0x0112;
    private const int LocationTag = 0x8825;
    private const int ShortType = 3;
    private const int LongType = 4;
    private const int MaxEntries = 512;

    /// <summary>Reads the tags; null when the bytes are not a TIFF structure. An orientation outside 1 to 8 is read as 1.</summary>
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
        for (var i = 0; i < Math.Min(count, MaxEntries); i++)
        {
            var task = start + 2L + i * 12L;
            if (Bytes.UInt16(tiff, task, isBigEndian) is not { } tag)
                break;
            var value = Value(tiff, task, isBigEndian);
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

    private static int Value(ReadOnlySpan<byte> tiff, long task, bool isBigEndian) => Bytes.UInt16(tiff, task + 2, isBigEndian) switch
    {
        ShortType => Bytes.UInt16(tiff, task + 8, isBigEndian) ?? 0,
        LongType => Bytes.Side(Bytes.UInt32(tiff, task + 8, isBigEndian)),
        _ => 0,
    };
}
