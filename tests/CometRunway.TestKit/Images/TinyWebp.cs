using System.Buffers.Binary;

namespace CometRunway.TestKit.Images;

/// <summary>Creates WebP files of one colour. Lossless files can be decoded. The others have valid headers only.</summary>
public static class TinyWebp
{
    /// <summary>Creates a decodable lossless image (VP8L).</summary>
    public static byte[] Create(int width, int height) => File(Chunk("VP8L", Lossless(width, height)));

    /// <summary>Creates the header of a lossy image (VP8) without pixels.</summary>
    public static byte[] LossyHead(int width, int height) =>
        File(Chunk("VP8 ", [0x10, 0, 0, 0x9D, 0x01, 0x2A, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8)]));

    /// <summary>Creates an extended image (VP8X) with flags, for example 0x02 for animation, and an orientation.</summary>
    public static byte[] Extended(int width, int height, byte flags = 0, int orientation = 1) => File(
    [
        .. Chunk("VP8X", [flags, 0, 0, 0, .. UInt24(width - 1), .. UInt24(height - 1)]),
        .. Chunk("VP8L", Lossless(width, height)),
        .. orientation == 1 ? [] : Chunk("EXIF", TinyExif.Create(orientation)),
    ]);

    /// <summary>Converts a plain file to an extended one with an EXIF block.</summary>
    public static byte[] Wrap(byte[] plain, int width, int height, byte[] exif) =>
        File([.. Chunk("VP8X", [0x08, 0, 0, 0, .. UInt24(width - 1), .. UInt24(height - 1)]), .. Pixels(plain), .. Chunk("EXIF", exif)]);

    /// <summary>Creates an animation of equal frames.</summary>
    public static byte[] Animated(int width, int height, int frames) => File(
    [
        .. Chunk("VP8X", [0x02, 0, 0, 0, .. UInt24(width - 1), .. UInt24(height - 1)]),
        .. Chunk("ANIM", [0, 0, 0, 0, 0, 0]),
        .. Enumerable.Range(0, frames).SelectMany(_ => Chunk("ANMF", [0, 0, 0, 0, 0, 0, .. UInt24(width - 1), .. UInt24(height - 1), 100, 0, 0, 0, .. Chunk("VP8L", Lossless(width, height))])),
    ]);

    /// <summary>Returns the pixel chunk and everything after it. Encoders may write a colour profile before it.</summary>
    private static byte[] Pixels(byte[] file) => file[file.AsSpan().IndexOf("VP8L"u8)..];

    private static byte[] Lossless(int width, int height)
    {
        var bits = new List<int>();
        Write(bits, width - 1, 14);
        Write(bits, height - 1, 14);
        // No alpha, version 0, no transform, no colour cache, no meta codes.
        Write(bits, 0, 1 + 3 + 1 + 1 + 1);
        // Green, red, blue, alpha, distance: one symbol each, so a pixel has no bits.
        foreach (var symbol in (ReadOnlySpan<int>)[120, 60, 200, 255, 0])
        {
            Write(bits, 1, 1);
            Write(bits, 0, 1);
            Write(bits, 1, 1);
            Write(bits, symbol, 8);
        }

        var packed = new byte[1 + (bits.Count + 7) / 8];
        packed[0] = 0x2F;
        for (var i = 0; i < bits.Count; i++)
            packed[1 + i / 8] |= (byte)(bits[i] << i % 8);
        return packed;
    }

    private static void Write(List<int> bits, int value, int count)
    {
        for (var i = 0; i < count; i++)
            bits.Add(value >> i & 1);
    }

    private static byte[] UInt24(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16)];

    private static byte[] File(byte[] chunks) => [.. "RIFF"u8, .. Length(chunks.Length + 4), .. "WEBP"u8, .. chunks];

    private static byte[] Chunk(string type, byte[] data) =>
        [.. type.Select(c => (byte)c), .. Length(data.Length), .. data, .. data.Length % 2 == 0 ? [] : (byte[])[0]];

    private static byte[] Length(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
