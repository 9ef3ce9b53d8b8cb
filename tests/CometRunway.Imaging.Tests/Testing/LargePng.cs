using System.IO.Compression;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Images;

namespace CometRunway.Imaging.Tests.Testing;

/// <summary>PNG files of many pixels and few bytes, with the four quarters of <see cref="TestImages"/>, written without holding the pixels.</summary>
internal static class LargePng
{
    public static byte[] Create(int width, int height, params byte[][] chunks)
    {
        byte[] palette = [.. SampleImage.Quarters.SelectMany(c => (byte[])[c.Red, c.Green, c.Blue])];
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                var row = new byte[1 + width];
                for (var x = 0; x < width; x++)
                    row[1 + x] = (byte)((y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1));
                zlib.Write(row);
            }
        }

        var head = TinyPng.Head(width, height);
        byte[] indexed = [.. head[16..24], 8, 3, 0, 0, 0];
        return [.. head[..8], .. TinyPng.Chunk("IHDR", indexed), .. chunks.SelectMany(c => c), .. TinyPng.Chunk("PLTE", palette), .. TinyPng.Chunk("IDAT", packed.ToArray()), .. TinyPng.Chunk("IEND", [])];
    }
}
