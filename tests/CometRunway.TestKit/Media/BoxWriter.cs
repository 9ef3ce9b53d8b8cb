using System.Buffers.Binary;
using System.Text;

namespace CometRunway.TestKit.Media;

/// <summary>Creates MP4 boxes.</summary>
public static class BoxWriter
{
    public static byte[] Box(string type, params byte[][] content)
    {
        var body = Join(content);
        return Join(U32((uint)body.Length + 8), Encoding.Latin1.GetBytes(type), body);
    }

    /// <summary>Creates a box that begins with version and flags.</summary>
    public static byte[] Full(string type, uint versionAndFlags, params byte[][] content) =>
        Box(type, [U32(versionAndFlags), .. content]);

    public static byte[] U32(params uint[] values)
    {
        var bytes = new byte[values.Length * 4];
        for (var index = 0; index < values.Length; index++)
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(index * 4), values[index]);
        return bytes;
    }

    public static byte[] U64(ulong value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }

    public static byte[] U16(params ushort[] values)
    {
        var bytes = new byte[values.Length * 2];
        for (var index = 0; index < values.Length; index++)
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(index * 2), values[index]);
        return bytes;
    }

    public static byte[] Ascii(string text) => Encoding.Latin1.GetBytes(text);

    public static byte[] Zeros(int count) => new byte[count];

    public static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(part => part)];
}
