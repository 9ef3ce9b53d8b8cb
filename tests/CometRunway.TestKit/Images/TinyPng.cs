using System.Buffers.Binary;
using System.IO.Compression;

namespace CometRunway.TestKit.Images;

/// <summary>Creates PNG files without an image library.</summary>
public static class TinyPng
{
    /// <summary>Creates a decodable RGB image. Red increases to the right, green downwards.</summary>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    /// <param name="extraChunks">The chunks before the pixels, for example from <see cref="Chunk"/>.</param>
    public static byte[] Create(int width, int height, params byte[][] extraChunks)
    {
        var raw = new byte[height * (1 + width * 3)];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var at = y * (1 + width * 3) + 1 + x * 3;
                (raw[at], raw[at + 1], raw[at + 2]) = ((byte)(x * 255 / width), (byte)(y * 255 / height), 96);
            }
        }

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(raw);
        return [.. Head(width, height), .. extraChunks.SelectMany(c => c), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
    }

    /// <summary>Creates only the signature and the IHDR chunk, for any declared size.</summary>
    public static byte[] Head(int width, int height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        return [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, .. Chunk("IHDR", header)];
    }

    /// <summary>Creates the chunk of an animated PNG with the given number of frames.</summary>
    public static byte[] AnimationControl(int frames)
    {
        var data = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(data, frames);
        return Chunk("acTL", data);
    }

    /// <summary>Creates a chunk with length and checksum.</summary>
    public static byte[] Chunk(string type, byte[] data)
    {
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        for (var i = 0; i < 4; i++)
            chunk[4 + i] = (byte)type[i];
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc32(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }
}
