namespace CometRunway.Imaging.Tests.Testing;

/// <summary>Writes decodable GIF files of one colour a frame: LZW codes of nine bits that never grow, cleared again and again.</summary>
internal static class TinyGif
{
    public static byte[] Create(int width, int height, int frames = 1)
    {
        var palette = new byte[256 * 3];
        for (var i = 0; i < 256; i++)
            (palette[i * 3], palette[(i * 3) + 1], palette[(i * 3) + 2]) = ((byte)i, (byte)(255 - i), 128);
        byte[] head = [.. "GIF89a"u8, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), 0xF7, 0, 0, .. palette];
        byte[] loop = frames > 1 ? [0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0] : [];
        return [.. head, .. loop, .. Enumerable.Range(0, frames).SelectMany(frame => Frame(width, height, (byte)(200 - (frame * 60)))), 0x3B];
    }

    private static byte[] Frame(int width, int height, byte colour)
    {
        var codes = new List<int>();
        for (var i = 0; i < width * height; i++)
        {
            if (i % 100 == 0)
                codes.Add(256);
            codes.Add(colour);
        }

        codes.Add(257);
        return [0x21, 0xF9, 4, 0, 10, 0, 0, 0, 0x2C, 0, 0, 0, 0, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), 0, 8, .. Blocks(Packed(codes)), 0];
    }

    private static byte[] Packed(List<int> codes)
    {
        var bytes = new byte[((codes.Count * 9) + 7) / 8];
        for (var i = 0; i < codes.Count; i++)
        {
            for (var bit = 0; bit < 9; bit++)
            {
                if ((codes[i] >> bit & 1) == 1)
                    bytes[((i * 9) + bit) / 8] |= (byte)(1 << (((i * 9) + bit) % 8));
            }
        }

        return bytes;
    }

    private static IEnumerable<byte> Blocks(byte[] data) => data.Chunk(255).SelectMany(block => (byte[])[(byte)block.Length, .. block]);
}
