using System.Buffers.Binary;

namespace CometRunway.Images.Headers;

/// <summary>Reads numbers at an offset. The result is null when the offset is outside the bytes.</summary>
internal static class Bytes
{
    public static uint? UInt32(ReadOnlySpan<byte> bytes, long at, bool isBigEndian = true) =>
        !Has(bytes, at, 4) ? null
        : isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes[(int)at..])
        : BinaryPrimitives.ReadUInt32LittleEndian(bytes[(int)at..]);

    public static int? UInt16(ReadOnlySpan<byte> bytes, long at, bool isBigEndian = true) =>
        !Has(bytes, at, 2) ? null
        : isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes[(int)at..])
        : BinaryPrimitives.ReadUInt16LittleEndian(bytes[(int)at..]);

    public static int? UInt24Little(ReadOnlySpan<byte> bytes, long at) =>
        Has(bytes, at, 3) ? bytes[(int)at] | bytes[(int)at + 1] << 8 | bytes[(int)at + 2] << 16 : null;

    public static bool Match(ReadOnlySpan<byte> bytes, long at, ReadOnlySpan<byte> expected) =>
        Has(bytes, at, expected.Length) && bytes.Slice((int)at, expected.Length).SequenceEqual(expected);

    /// <summary>Converts a size in pixels; 0 when it is missing or out of range.</summary>
    public static int Side(uint? value) => value is <= int.MaxValue ? (int)value.Value : 0;

    private static bool Has(ReadOnlySpan<byte> bytes, long at, int count) => at >= 0 && at <= bytes.Length - count;
}
