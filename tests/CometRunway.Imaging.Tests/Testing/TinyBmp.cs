using System.Buffers.Binary;

namespace CometRunway.Imaging.Tests.Testing;

/// <summary>Writes 24-bit BMP files: blue on the left, red on the right.</summary>
internal static class TinyBmp
{
    public static byte[] Create(int width, int height)
    {
        var stride = ((width * 3) + 3) / 4 * 4;
        var file = new byte[54 + (stride * height)];
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), 54);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), height);
        file[26] = 1;
        file[28] = 24;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                file[54 + (y * stride) + (x * 3) + (x < width / 2 ? 0 : 2)] = 255;
        }

        return file;
    }
}
