namespace CometRunway.Sandbox.Tests.Rendering;

/// <summary>Decodes an intra slice of I_PCM macroblocks to the pixels that a player shows.</summary>
internal static class PcmDecoder
{
    public static byte[] Read(BitReader bits, SequenceInfo sequence)
    {
        Assert.Equal((0u, 7u, 0u), (bits.Unsigned(), bits.Unsigned(), bits.Unsigned()));
        Assert.Equal((0u, 0u, 0u, 0u), (bits.Bits(4), bits.Unsigned(), bits.Bits(16), bits.Bits(2)));
        Assert.Equal((0, 1u), (bits.Signed(), bits.Unsigned()));
        var columns = sequence.CodedWidth / 16;
        var macroblocks = new byte[columns * (sequence.CodedHeight / 16)][];
        for (var i = 0; i < macroblocks.Length; i++)
        {
            Assert.Equal(25u, bits.Unsigned());
            bits.Align();
            macroblocks[i] = bits.Bytes(384);
        }

        return Window(macroblocks, columns, sequence);
    }

    private static byte[] Window(byte[][] macroblocks, int columns, SequenceInfo sequence)
    {
        var pixels = new byte[sequence.Width * sequence.Height * 3];
        for (var y = 0; y < sequence.Height; y++)
        {
            for (var x = 0; x < sequence.Width; x++)
            {
                var (column, row) = (x + sequence.Left, y + sequence.Top);
                var macroblock = macroblocks[(row / 16 * columns) + (column / 16)];
                var chroma = (row % 16 / 2 * 8) + (column % 16 / 2);
                Convert(macroblock[(row % 16 * 16) + (column % 16)], macroblock[256 + chroma], macroblock[320 + chroma], pixels.AsSpan(((y * sequence.Width) + x) * 3));
            }
        }

        return pixels;
    }

    /// <summary>BT.709 in studio range, in floating point.</summary>
    private static void Convert(byte luma, byte blue, byte red, Span<byte> pixel)
    {
        var (y, b, r) = ((luma - 16) / 219.0, (blue - 128) / 224.0, (red - 128) / 224.0);
        pixel[0] = Level(y + (1.5748 * r));
        pixel[1] = Level(y - (0.1873 * b) - (0.4681 * r));
        pixel[2] = Level(y + (1.8556 * b));
    }

    private static byte Level(double value) => (byte)Math.Clamp(Math.Round(value * 255), 0, 255);
}
