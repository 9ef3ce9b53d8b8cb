namespace CometRunway.Images.Metadata;

/// <summary>A Huffman table of a JPEG file, as a list of the code that begins each group of 16 bits.</summary>
internal sealed class JpegHuffman
{
    /// <summary>The maximum length of a code in bits.</summary>
    public const int MaxLength = 16;

    private readonly ushort[] _codes = new ushort[1 << MaxLength];

    private JpegHuffman()
    {
    }

    /// <summary>Reads a table: the numbers of codes of each length, then their values. Null when two codes are the same, or a value comes twice.</summary>
    public static JpegHuffman? Read(ReadOnlySpan<byte> data)
    {
        var table = new JpegHuffman();
        var seen = new HashSet<byte>();
        var (next, at) = (0, MaxLength);
        for (var length = 1; length <= MaxLength; length++)
        {
            var span = 1 << (MaxLength - length);
            for (var i = 0; i < data[length - 1]; i++, next += span)
            {
                if (next + span > table._codes.Length || !seen.Add(data[at]))
                    return null;
                table._codes.AsSpan(next, span).Fill((ushort)(length << 8 | data[at++]));
            }
        }

        return table;
    }

    /// <summary>Returns the length of the code that the bits begin with, and its value; the length is 0 when there is none.</summary>
    public (int Length, byte Value) Find(int bits) => (_codes[bits] >> 8, (byte)_codes[bits]);
}
