namespace CometRunway.Sandbox.Tests.Rendering;

/// <summary>The fields of a sequence parameter set that the tests use.</summary>
internal sealed record SequenceInfo(int Profile, int Constraints, int Level, int CodedWidth, int CodedHeight, int Left, int Right, int Top, int Bottom)
{
    public int Width => CodedWidth - Left - Right;

    public int Height => CodedHeight - Top - Bottom;

    public static SequenceInfo Read(byte[] unit)
    {
        Assert.Equal(0x67, unit[0]);
        var bits = new BitReader(ClipReader.Unescape(unit));
        var (profile, constraints, level) = ((int)bits.Bits(8), (int)bits.Bits(8), (int)bits.Bits(8));
        Assert.Equal((0u, 0u, 0u, 12u), (bits.Unsigned(), bits.Unsigned(), bits.Unsigned(), bits.Unsigned()));
        Assert.Equal((1u, false), (bits.Unsigned(), bits.Flag()));
        var (columns, rows) = ((int)bits.Unsigned() + 1, (int)bits.Unsigned() + 1);
        Assert.Equal((true, true, true), (bits.Flag(), bits.Flag(), bits.Flag()));
        var crop = Enumerable.Range(0, 4).Select(_ => (int)bits.Unsigned() * 2).ToArray();
        return new(profile, constraints, level, columns * 16, rows * 16, crop[0], crop[1], crop[2], crop[3]);
    }
}
