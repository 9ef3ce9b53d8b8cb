using CometRunway.Sandbox.Rendering.Images;

namespace CometRunway.Sandbox.Rendering.H264;

/// <summary>Writes the first frame as an IDR slice of uncompressed macroblocks (I_PCM).</summary>
internal static class IntraSlice
{
    private const int MacroblockBytes = 16 * 16 * 3 / 2;
    private const uint PcmMacroblock = 25;

    public static byte[] Write(PlanarFrame frame)
    {
        var columns = frame.Width / 16;
        var rows = frame.Height / 16;
        var bits = new BitWriter((columns * rows * (MacroblockBytes + 2)) + 64);
        SliceHeader.Intra(bits);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                bits.Unsigned(PcmMacroblock);
                bits.AlignWithZeros();
                CopyMacroblock(frame, column, row, bits.Bytes(MacroblockBytes));
            }
        }

        bits.TrailingBits();
        return NalUnit.Build(3, NalUnit.IdrSlice, bits.Written);
    }

    private static void CopyMacroblock(PlanarFrame frame, int column, int row, Span<byte> target)
    {
        CopyBlock(frame.Luma, frame.Width, column, row, 16, target);
        CopyBlock(frame.BlueDifference, frame.Width / 2, column, row, 8, target[256..]);
        CopyBlock(frame.RedDifference, frame.Width / 2, column, row, 8, target[320..]);
    }

    private static void CopyBlock(ReadOnlySpan<byte> plane, int stride, int column, int row, int side, Span<byte> target)
    {
        for (var line = 0; line < side; line++)
            plane.Slice((((row * side) + line) * stride) + (column * side), side).CopyTo(target[(line * side)..]);
    }
}
