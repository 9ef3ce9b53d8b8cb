namespace CometRunway.Sandbox.Rendering.H264;

/// <summary>A level of table A-1: the limits that a decoder must support.</summary>
/// <param name="Idc">level_idc, ten times the level.</param>
/// <param name="FrameMacroblocks">MaxFS.</param>
/// <param name="MacroblocksPerSecond">MaxMBPS.</param>
internal sealed record Level(byte Idc, int FrameMacroblocks, int MacroblocksPerSecond)
{
    // Level 4.0 is omitted. It allows as many macroblocks as 4.1, but its buffer is too small for an uncompressed frame of that size.
    private static readonly Level[] Known =
    [
        new(30, 1620, 40_500),
        new(31, 3600, 108_000),
        new(32, 5120, 216_000),
        new(41, 8192, 245_760),
        new(42, 8704, 522_240),
        new(50, 22_080, 589_824),
        new(51, 36_864, 983_040),
    ];

    /// <summary>The largest frame that hardware decoders and phones play reliably.</summary>
    public const int WidelyPlayableMacroblocks = 8704;

    public static Level For(int widthInMacroblocks, int heightInMacroblocks, int framesPerSecond)
    {
        var macroblocks = widthInMacroblocks * heightInMacroblocks;
        var side = Math.Max(widthInMacroblocks, heightInMacroblocks);
        return Array.Find(Known, level =>
                macroblocks <= level.FrameMacroblocks
                && macroblocks * framesPerSecond <= level.MacroblocksPerSecond
                && side * side <= 8 * level.FrameMacroblocks)
            ?? throw new ArgumentOutOfRangeException(nameof(widthInMacroblocks), "The frame exceeds all levels.");
    }
}
