using CometRunway.Sandbox.Rendering.Pictures;

namespace CometRunway.Sandbox.Rendering.H264;

/// <summary>The picture itself, as an IDR slice of uncompressed macroblocks (I_PCM).</summary>
internal static class IntraSlice
{
    private const int MacroblockBytes = 16 * 16 * 3 / 2;
    private const uint PcmMacroblock = 25;

    public static byte[] Write(PlanarFrame picture)
    {
        var columns = picture.Width / 16;
        var rows = picture.Height / 16;
        var bits = new BitWriter((columns * rows * (MacroblockBytes + 2)) + 64);
        SliceHeader.Intra(bits);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                bits.Unsigned(PcmMacroblock);
                bits.AlignWithZeros();
                CopyMacroblock(picture, column, row, bits.Bytes(MacroblockBytes));
            }
        }

        bits.TrailingBits();
        return NalUnit.Build(3, NalUnit.IdrSlice, bits.Written);
    }

    private static void CopyMacroblock(PlanarFrame picture, int column, int row, Span<byte> target)
    {
        CopyBlock(picture.Luma, picture.Width, column, row, 16, target);
        CopyBlock(picture.BlueDifference, picture.Width / 2, column, row, 8, target[256..]);
        CopyBlock(picture.RedDifference, picture.Width / 2, column, row, 8, target[320..]);
    }

    private static void CopyBlock(ReadOnlySpan<byte> plane, int stride, int column, int row, int side, Span<byte> target)
    {
        for (var line = 0; line < side; line++)
            plane.Slice((((row * side) + line) * stride) + (column * side), side).CopyTo(target[(line * side)..]);
    }
}
