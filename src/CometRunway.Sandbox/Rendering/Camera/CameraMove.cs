using CometRunway.Sandbox.Rendering.H264;

namespace CometRunway.Sandbox.Rendering.Camera;

/// <summary>A movement of the view over the image.</summary>
/// <param name="Offset">The position of the view in the last frame.</param>
/// <param name="Lean">The distribution of the movement over time, from -1 to 1: whether most of it is early or late.</param>
internal sealed record CameraMove(PixelOffset Offset, double Lean)
{
    private const double MaxLean = 0.4;

    /// <summary>Derives the movement from the prompt. The seed determines what the prompt does not specify.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="seed">The seed. It determines direction, distance and pace.</param>
    /// <param name="width">The width of the clip.</param>
    /// <param name="height">The height of the clip.</param>
    /// <param name="cropped">
    /// The pixels of the clip that the centre crop removed at each edge. Without a direction in the prompt, the view moves along the axis with the
    /// larger value.
    /// </param>
    public static CameraMove Plan(string? prompt, long seed, int width, int height, PixelOffset cropped)
    {
        var keywords = MotionKeywords.Read(prompt);
        var random = new SeededRandom(seed);
        var (horizontal, vertical) = (keywords.Horizontal, keywords.Vertical);
        if (horizontal == 0 && vertical == 0)
            (horizontal, vertical) = DefaultDirection(random, cropped);
        var reach = keywords.Reach * (0.8 + (0.4 * random.Next()));
        var offset = new PixelOffset(horizontal * Distance(width, reach), vertical * Distance(height, reach));
        return new(LimitToPlayable(offset, width, height), (2 * random.Next()) - 1);
    }

    /// <summary>Returns the motion vector of a frame, with ease-in and ease-out, in quarter pixels.</summary>
    public MotionVector VectorAt(int frame, int frames)
    {
        var part = frames > 1 ? Ease((double)frame / (frames - 1)) : 0;
        return new((int)Math.Round(Offset.X * 4 * part), (int)Math.Round(Offset.Y * 4 * part));
    }

    private double Ease(double time)
    {
        var leaning = time + (MaxLean * Lean * time * (1 - time));
        return leaning * leaning * (3 - (2 * leaning));
    }

    private static (int Horizontal, int Vertical) DefaultDirection(SeededRandom random, PixelOffset cropped)
    {
        var sign = random.Next() < 0.5 ? -1 : 1;
        var isHorizontal = cropped.X == cropped.Y ? random.Next() < 0.5 : cropped.X > cropped.Y;
        return isHorizontal ? (sign, 0) : (0, sign);
    }

    private static int Distance(int side, double reach) => Math.Max(4, (int)Math.Round(side * reach));

    /// <summary>Shortens a movement whose coded frame would exceed the level that phones can play.</summary>
    private static PixelOffset LimitToPlayable(PixelOffset offset, int width, int height)
    {
        if (CodedFrame.For(width, height, default).Macroblocks > Level.WidelyPlayableMacroblocks)
            return offset;
        while (CodedFrame.For(width, height, offset).Macroblocks > Level.WidelyPlayableMacroblocks)
            offset = new(offset.X * 15 / 16, offset.Y * 15 / 16);
        return offset;
    }
}

/// <summary>A distance in whole pixels: right and down are positive.</summary>
internal readonly record struct PixelOffset(int X, int Y);

/// <summary>Random numbers from 0 to 1. The sequence of a seed is the same on every runtime (SplitMix64).</summary>
internal sealed class SeededRandom(long seed)
{
    private ulong _state = unchecked((ulong)seed);

    public double Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return ((mixed ^ (mixed >> 31)) >> 11) / (double)(1UL << 53);
        }
    }
}
