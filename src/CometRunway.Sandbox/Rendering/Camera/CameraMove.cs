using CometRunway.Sandbox.Rendering.H264;

namespace CometRunway.Sandbox.Rendering.Camera;

/// <summary>One calm movement of the view over the picture.</summary>
/// <param name="Travel">Where the view ends.</param>
/// <param name="Lean">Whether most of the way lies early or late: -1 to 1.</param>
internal sealed record CameraMove(Travel Travel, double Lean)
{
    private const double StrongestLean = 0.4;

    /// <summary>Chooses the movement from the prompt; what the prompt leaves open, the seed decides.</summary>
    /// <param name="prompt">What the caller wants to see.</param>
    /// <param name="seed">Varies direction, distance and pace.</param>
    /// <param name="width">Width of the clip.</param>
    /// <param name="height">Height of the clip.</param>
    /// <param name="hidden">What the centre crop cut away, in pixels of the clip: without an order the view goes where there is something to see.</param>
    public static CameraMove Plan(string? prompt, long seed, int width, int height, Travel hidden)
    {
        var words = MotionWords.Read(prompt);
        var chance = new SeededChance(seed);
        var (horizontal, vertical) = (words.Horizontal, words.Vertical);
        if (horizontal == 0 && vertical == 0)
            (horizontal, vertical) = Open(chance, hidden);
        var reach = words.Reach * (0.8 + (0.4 * chance.Next()));
        var travel = new Travel(horizontal * Distance(width, reach), vertical * Distance(height, reach));
        return new(KeepPlayable(travel, width, height), (2 * chance.Next()) - 1);
    }

    /// <summary>The vector of a frame: ease in, ease out, in quarters of a pixel.</summary>
    public MotionVector VectorAt(int frame, int frames)
    {
        var part = frames > 1 ? Ease((double)frame / (frames - 1)) : 0;
        return new((int)Math.Round(Travel.X * 4 * part), (int)Math.Round(Travel.Y * 4 * part));
    }

    private double Ease(double time)
    {
        var leaning = time + (StrongestLean * Lean * time * (1 - time));
        return leaning * leaning * (3 - (2 * leaning));
    }

    private static (int Horizontal, int Vertical) Open(SeededChance chance, Travel hidden)
    {
        var sign = chance.Next() < 0.5 ? -1 : 1;
        var across = hidden.X == hidden.Y ? chance.Next() < 0.5 : hidden.X > hidden.Y;
        return across ? (sign, 0) : (0, sign);
    }

    private static int Distance(int side, double reach) => Math.Max(4, (int)Math.Round(side * reach));

    /// <summary>Shortens a movement whose room would lift a frame out of what phones can play.</summary>
    private static Travel KeepPlayable(Travel travel, int width, int height)
    {
        if (CodedFrame.For(width, height, default).Macroblocks > Level.WidelyPlayableMacroblocks)
            return travel;
        while (CodedFrame.For(width, height, travel).Macroblocks > Level.WidelyPlayableMacroblocks)
            travel = new(travel.X * 15 / 16, travel.Y * 15 / 16);
        return travel;
    }
}
