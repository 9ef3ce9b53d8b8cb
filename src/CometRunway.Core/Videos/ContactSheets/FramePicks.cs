using CometRunway.Mp4;

namespace CometRunway.Videos.ContactSheets;

/// <summary>Which frames stand for a video.</summary>
internal static class FramePicks
{
    private const double UsualRate = 24;
    private const int ShortClip = 24;

    /// <summary>Frame numbers from 0, ascending and evenly spread, the first and the last (or nearly so) among them; fewer when the video has fewer.</summary>
    public static IReadOnlyList<int> Of(Mp4Facts facts, int frames)
    {
        var last = Last(facts);
        if (frames == 1)
            return [last / 2];
        return [.. Enumerable.Range(0, frames).Select(i => (int)Math.Round((double)last * i / (frames - 1))).Distinct()];
    }

    // Players drop a frame at the end now and then, for an edit list or a late one; a tile that stays black would look like a fault of the video.
    private static int Last(Mp4Facts facts)
    {
        var count = facts.FrameCount is > 0 and { } told
            ? told
            : (int)Math.Clamp(facts.DurationSeconds * (facts.FramesPerSecond ?? UsualRate) * 0.95, 1, 1_000_000);
        return count > ShortClip ? count - 2 : count - 1;
    }
}
