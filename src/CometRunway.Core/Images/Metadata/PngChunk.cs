using System.Buffers.Binary;
using CometRunway.Images.Headers;

namespace CometRunway.Images.Metadata;

/// <summary>A PNG chunk: length, type, content and checksum.</summary>
/// <param name="From">The position of its length.</param>
/// <param name="To">The end of its checksum.</param>
internal readonly record struct PngChunk(int From, int To)
{
    private const int SignatureLength = 8;
    private const int FrameLength = 12;

    private static readonly uint[] Table = CreateTable();

    /// <summary>Reads the chunks up to the end of the image; empty when there is no end.</summary>
    public static List<PngChunk> ReadAll(ReadOnlySpan<byte> png)
    {
        var chunks = new List<PngChunk>();
        for (var at = SignatureLength; Bytes.UInt32(png, at) is { } length && (long)at + length + FrameLength <= png.Length; at = chunks[^1].To)
        {
            chunks.Add(new PngChunk(at, at + (int)length + FrameLength));
            if (chunks[^1].Is(png, "IEND"u8))
                return length == 0 ? chunks : [];
        }

        return [];
    }

    public static byte[] Of(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        var chunk = new byte[FrameLength + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        type.CopyTo(chunk.AsSpan(4));
        content.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + content.Length), Crc32(chunk.AsSpan(4, 4 + content.Length)));
        return chunk;
    }

    public ReadOnlySpan<byte> Type(ReadOnlySpan<byte> png) => png.Slice(From + 4, 4);

    public ReadOnlySpan<byte> Content(ReadOnlySpan<byte> png) => png[(From + 8)..(To - 4)];

    public bool Is(ReadOnlySpan<byte> png, ReadOnlySpan<byte> type) => Type(png).SequenceEqual(type);

    /// <summary>True for a chunk without which the image cannot be shown: its first letter is upper-case. Other bytes than letters are not allowed.</summary>
    public bool IsCritical(ReadOnlySpan<byte> png) => png[From + 4] is not (>= (byte)'a' and <= (byte)'z');

    public bool HasCheckSum(ReadOnlySpan<byte> png) => Bytes.UInt32(png, To - 4) == Crc32(png[(From + 4)..(To - 4)]);

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
            crc = Table[(byte)(crc ^ value)] ^ crc >> 8;
        return ~crc;
    }

    private static uint[] CreateTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < table.Length; i++)
        {
            table[i] = i;
            for (var bit = 0; bit < 8; bit++)
                table[i] = (table[i] & 1) == 0 ? table[i] >> 1 : table[i] >> 1 ^ 0xEDB88320;
        }

        return table;
    }
}
