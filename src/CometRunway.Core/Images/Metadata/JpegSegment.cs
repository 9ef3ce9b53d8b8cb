using CometRunway.Images.Headers;

namespace CometRunway.Images.Metadata;

/// <summary>A segment of a JPEG file.</summary>
/// <param name="Marker">The second byte of its marker.</param>
/// <param name="From">The position of its marker.</param>
/// <param name="Data">The position of its data, after the length.</param>
/// <param name="DataEnd">The end of its data.</param>
/// <param name="To">The end of the segment. For a scan this includes the compressed pixels.</param>
internal readonly record struct JpegSegment(byte Marker, int From, int Data, int DataEnd, int To)
{
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;
    private const byte HuffmanTables = 0xC4;
    private const byte QuantizationTables = 0xDB;
    private const byte NumberOfLines = 0xDC;
    private const byte RestartInterval = 0xDD;

    /// <summary>True for a frame header.</summary>
    public bool IsFrame => Marker is >= 0xC0 and <= 0xCF and not (HuffmanTables or 0xC8 or 0xCC);

    /// <summary>True for a scan.</summary>
    public bool IsScan => Marker == StartOfScan;

    /// <summary>True for Huffman tables.</summary>
    public bool IsHuffman => Marker == HuffmanTables;

    /// <summary>True for the number of units between restart markers.</summary>
    public bool IsRestartInterval => Marker == RestartInterval;

    /// <summary>True for application data, comments, and a second number of lines, which decoders ignore.</summary>
    public bool IsApplication => Marker is (>= 0xE0 and <= 0xEF) or 0xFE or NumberOfLines;

    /// <summary>Reads the segments up to the end of the first image; null when the bytes are not one complete JPEG image.</summary>
    public static List<JpegSegment>? Read(ReadOnlySpan<byte> jpeg, out int end)
    {
        end = 0;
        var segments = new List<JpegSegment>();
        if (!Bytes.Match(jpeg, 0, [0xFF, 0xD8]))
            return null;
        for (var at = 2; ;)
        {
            if (at >= jpeg.Length || jpeg[at] != 0xFF)
                return null;
            while (at < jpeg.Length && jpeg[at] == 0xFF)
                at++;
            if (at >= jpeg.Length)
                return null;
            var (marker, from) = (jpeg[at], at - 1);
            end = ++at;
            if (marker == EndOfImage)
                return segments;
            if (Bytes.UInt16(jpeg, at) is not (>= 2 and { } length) || at + length > jpeg.Length)
                return null;
            var dataEnd = at + length;
            var segment = new JpegSegment(marker, from, at + 2, dataEnd, marker == StartOfScan ? ScanEnd(jpeg, dataEnd) : dataEnd);
            // A second start of image, as in a file whose first image is cut off, is not a known segment.
            if (!segment.IsApplication && !segment.IsWellFormed(jpeg[segment.Data..segment.DataEnd]))
                return null;
            segments.Add(segment);
            at = segment.To;
        }
    }

    /// <summary>Returns where each table begins and ends; null for a segment without tables.</summary>
    public List<(int From, int To)>? Tables(ReadOnlySpan<byte> jpeg)
    {
        if (Marker is not (HuffmanTables or QuantizationTables))
            return null;
        var tables = new List<(int From, int To)>();
        for (var at = Data; at < DataEnd; at = tables[^1].To)
            tables.Add((at, at + TableLength(jpeg[at..DataEnd])));
        return tables;
    }

    /// <summary>Returns the position of the next marker after the scan data, in which FF is followed by 0 or a restart marker.</summary>
    private static int ScanEnd(ReadOnlySpan<byte> jpeg, int at)
    {
        while (at + 1 < jpeg.Length)
        {
            var next = jpeg[at..^1].IndexOf((byte)0xFF);
            if (next < 0)
                return jpeg.Length;
            at += next;
            if (jpeg[at + 1] is not (0 or 0xFF or (>= 0xD0 and <= 0xD7)))
                return at;
            at++;
        }

        return jpeg.Length;
    }

    /// <summary>Returns true for a segment that is needed to show an image and contains nothing else.</summary>
    private bool IsWellFormed(ReadOnlySpan<byte> data) => Marker switch
    {
        HuffmanTables or QuantizationTables => HasOnlyTables(data),
        StartOfScan => data.Length > 0 && data.Length == 4 + 2 * data[0],
        RestartInterval => data.Length == 2,
        _ => IsFrame && data.Length > 5 && data.Length == 6 + 3 * data[5],
    };

    private bool HasOnlyTables(ReadOnlySpan<byte> data)
    {
        while (data.Length > 0)
        {
            if (TableLength(data) is not (> 0 and var length) || length > data.Length)
                return false;
            data = data[length..];
        }

        return true;
    }

    private int TableLength(ReadOnlySpan<byte> data) =>
        Marker == QuantizationTables ? data[0] < 16 ? 65 : 129
        : data.Length < 17 ? 0 : 17 + Sum(data[1..17]);

    private static int Sum(ReadOnlySpan<byte> counts)
    {
        var sum = 0;
        foreach (var count in counts)
            sum += count;
        return sum;
    }
}
