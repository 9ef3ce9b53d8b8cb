using CometRunway.Images.Headers;

namespace CometRunway.Images.Metadata;

/// <summary>The frame header of a JPEG file whose scans use Huffman codes.</summary>
internal sealed class JpegFrame
{
    private const int MaxFactor = 4;

    private readonly int _largestX;
    private readonly int _largestY;

    private JpegFrame(int width, int height, bool isProgressive, IReadOnlyList<(byte Id, int X, int Y, int Quantization)> parts)
    {
        (Width, Height, IsProgressive) = (width, height, isProgressive);
        _largestX = parts.Max(p => p.X);
        _largestY = parts.Max(p => p.Y);
        Components = [.. parts.Select(p => new JpegComponent(p.Id, p.X, p.Y, p.Quantization, Blocks(width, p.X, _largestX), Blocks(height, p.Y, _largestY), UnitsWide * p.X))];
    }

    public bool IsProgressive { get; }

    public IReadOnlyList<JpegComponent> Components { get; }

    /// <summary>The number of units in a row when a scan has all components.</summary>
    public int UnitsWide => (Width + 8 * _largestX - 1) / (8 * _largestX);

    /// <summary>The number of rows of units.</summary>
    public int UnitsHigh => (Height + 8 * _largestY - 1) / (8 * _largestY);

    private int Width { get; }

    private int Height { get; }

    /// <summary>Reads the header; null for lossless, hierarchical and arithmetic coding, and for other depths than 8 bits.</summary>
    public static JpegFrame? Read(byte marker, ReadOnlySpan<byte> data)
    {
        var (height, width) = (Bytes.UInt16(data, 1) ?? 0, Bytes.UInt16(data, 3) ?? 0);
        if (marker is not (0xC0 or 0xC1 or 0xC2) || data[0] != 8 || width == 0 || height == 0 || data[5] is 0 or > 4)
            return null;
        var parts = new List<(byte Id, int X, int Y, int Quantization)>();
        for (var at = 6; at < data.Length; at += 3)
        {
            var (id, x, y, quantization) = (data[at], data[at + 1] >> 4, data[at + 1] & 15, data[at + 2]);
            if (x is 0 or > MaxFactor || y is 0 or > MaxFactor || quantization > 3 || parts.Exists(p => p.Id == id))
                return null;
            parts.Add((id, x, y, quantization));
        }

        return new JpegFrame(width, height, marker == 0xC2, parts);
    }

    private static int Blocks(int size, int factor, int largest) => ((size * factor + largest - 1) / largest + 7) / 8;
}
