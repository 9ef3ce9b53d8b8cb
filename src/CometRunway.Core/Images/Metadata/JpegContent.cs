using CometRunway.Images.Headers;

namespace CometRunway.Images.Metadata;

/// <summary>Finds out which tables of a JPEG file its scans use, and where the data of each scan ends.</summary>
internal sealed class JpegContent
{
    /// <summary>The maximum number of blocks whose state is kept for a progressive file: three components of 8000 x 8000 pixels, and a margin.</summary>
    private const int MaxBlocks = 3_200_000;
    private const int MaxScans = 128;

    private readonly HashSet<int> _used = [];
    private readonly Dictionary<int, int> _ends = [];

    private JpegContent()
    {
    }

    /// <summary>Reads all scans; null when one is not valid, or a component is missing.</summary>
    public static JpegContent? Read(ReadOnlySpan<byte> jpeg, List<JpegSegment> segments)
    {
        var content = new JpegContent();
        JpegFrame? frame = null;
        var quantization = new int[4];
        var huffman = new int[32];
        var restart = -1;
        var scans = 0;
        foreach (var segment in segments)
        {
            var data = jpeg[segment.Data..segment.DataEnd];
            if (segment.IsFrame)
            {
                if (frame is not null || (frame = JpegFrame.Read(segment.Marker, data)) is null || (frame.IsProgressive && !Allocate(frame)))
                    return null;
            }
            else if (segment.Tables(jpeg) is { } tables)
            {
                foreach (var (from, _) in tables)
                {
                    // The lower half is the number of the table, the upper half its kind.
                    if ((jpeg[from] & ~0x13) != 0)
                        return null;
                    if (segment.IsHuffman)
                        huffman[jpeg[from]] = from;
                    else
                        quantization[jpeg[from] & 3] = from;
                }
            }
            else if (segment.IsRestartInterval)
                restart = segment.Data;
            else if (segment.IsScan && (frame is null || ++scans > MaxScans || !content.AddScan(jpeg, segment, frame, quantization, huffman, restart)))
                return null;
        }

        return frame is not null && frame.Components.All(c => c.IsSent) ? content : null;
    }

    /// <summary>Returns true when a scan uses the table or the number at this position.</summary>
    public bool IsUsed(int from) => _used.Contains(from);

    /// <summary>Returns the end of the data of a scan.</summary>
    public int EndOf(JpegSegment scan) => _ends[scan.From];

    private static bool Allocate(JpegFrame frame)
    {
        if (frame.Components.Sum(c => (long)c.Stride * frame.UnitsHigh * c.Y) > MaxBlocks)
            return false;
        foreach (var component in frame.Components)
            component.NonZero = new ulong[component.Stride * frame.UnitsHigh * component.Y];
        return true;
    }

    private bool AddScan(ReadOnlySpan<byte> jpeg, JpegSegment segment, JpegFrame frame, int[] quantization, int[] huffman, int restart)
    {
        if (JpegScan.Read(frame, jpeg[segment.Data..segment.DataEnd]) is not { } scan)
            return false;
        foreach (var component in scan.Components)
        {
            if (quantization[component.Quantization] == 0)
                return false;
            _used.Add(quantization[component.Quantization]);
        }

        var tables = new JpegHuffman?[huffman.Length];
        foreach (var number in scan.Tables)
        {
            if (huffman[number] == 0 || (tables[number] ??= JpegHuffman.Read(jpeg[(huffman[number] + 1)..])) is null)
                return false;
            _used.Add(huffman[number]);
        }

        var interval = 0;
        if (restart >= 0)
        {
            _used.Add(restart);
            interval = Bytes.UInt16(jpeg, restart)!.Value;
        }

        // The data ends at the next marker at the latest.
        return (_ends[segment.From] = scan.End(jpeg[..segment.To], segment.DataEnd, interval, tables)) >= 0;
    }
}
