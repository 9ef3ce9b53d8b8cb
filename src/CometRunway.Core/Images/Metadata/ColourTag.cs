using CometRunway.Images.Headers;

namespace CometRunway.Images.Metadata;

/// <summary>
/// The tags of an ICC profile that convert colours and consist of numbers only. The ranges are wider than any real profile needs, but text is never in
/// them.
/// </summary>
internal static class ColourTag
{
    private const int MaxPoints = 4096;
    private const int Fixed = 0x10000;

    private static readonly int[] ParametersOfType = [1, 3, 4, 5, 7];

    /// <summary>Returns true for a tag without which the colours are others.</summary>
    public static bool IsNeeded(ReadOnlySpan<byte> name) =>
        IsPoint(name) || IsCurve(name) || name.SequenceEqual("chad"u8) || name.SequenceEqual("cicp"u8);

    /// <summary>Returns true for a table that replaces the other tags. It is not read here.</summary>
    public static bool IsTable(ReadOnlySpan<byte> name) =>
        name.StartsWith("A2B"u8) || name.StartsWith("B2A"u8) || name.StartsWith("D2B"u8) || name.StartsWith("B2D"u8);

    /// <summary>Returns the number of bytes that a needed tag really has, at most those that are given; null when its content is not valid.</summary>
    public static int? Length(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data) =>
        Bytes.UInt32(data, 4) != 0 ? null
        : IsPoint(name) ? Numbers(data, "XYZ "u8, 8, 3, 4 * Fixed)
        : name.SequenceEqual("chad"u8) ? Numbers(data, "sf32"u8, 8, 9, 4 * Fixed)
        : name.SequenceEqual("cicp"u8) ? (data.StartsWith("cicp"u8) && data.Length >= 12 ? 12 : null)
        : data.StartsWith("curv"u8) ? Samples(data)
        : Bytes.UInt16(data, 8) is { } type && type < ParametersOfType.Length && Bytes.UInt16(data, 10) == 0 ? Numbers(data, "para"u8, 12, ParametersOfType[type], 16 * Fixed)
        : null;

    private static bool IsPoint(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("wtpt"u8) || name.SequenceEqual("rXYZ"u8) || name.SequenceEqual("gXYZ"u8) || name.SequenceEqual("bXYZ"u8);

    private static bool IsCurve(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("rTRC"u8) || name.SequenceEqual("gTRC"u8) || name.SequenceEqual("bTRC"u8) || name.SequenceEqual("kTRC"u8);

    private static int? Numbers(ReadOnlySpan<byte> data, ReadOnlySpan<byte> type, int from, int count, int most)
    {
        if (!data.StartsWith(type))
            return null;
        for (var i = 0; i < count; i++)
        {
            if (Bytes.UInt32(data, from + 4 * i) is not { } number || Math.Abs((long)(int)number) > most)
                return null;
        }

        return from + 4 * count;
    }

    /// <summary>A curve is a line, one exponent, or samples that never fall.</summary>
    private static int? Samples(ReadOnlySpan<byte> data)
    {
        if (Bytes.UInt32(data, 8) is not (<= MaxPoints and { } count) || data.Length < 12 + 2 * count)
            return null;
        for (var i = 1; i < count; i++)
        {
            if (Bytes.UInt16(data, 12 + 2 * i) < Bytes.UInt16(data, 10 + 2 * i))
                return null;
        }

        return 12 + 2 * (int)count;
    }
}
