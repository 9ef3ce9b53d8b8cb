using CometRunway.Mp4;

namespace CometRunway.Videos.ContactSheets;

/// <summary>Selects the frames of a contact sheet.</summary>
internal static class FramePicks
{
    private const double DefaultFrameRate = 24;
    private const int ShortClip = 24;

    /// <summary>
    /// Returns zero-based frame numbers, ascending and evenly distributed from the first to the last or last but one frame. Returns fewer if the
    /// video has fewer frames.
    /// </summary>
    public static IReadOnlyList<int> Of(Mp4Facts facts, int frames)
    {
        var last = Last(facts);
        if (frames == 1)
            return [last / 2];
        return [.. Enumerable.Range(0, frames).Select(i => (int)Math.Round((double)last * i / (frames - 1))).Distinct()];
    }

    // In longer videos the last frame is not selected, because decoders sometimes drop it, and a black tile would look like a defect of the video.
    private static int Last(Mp4Facts facts)
    {
        var count = facts.FrameCount is > 0 and { } frameCount
            ? frameCount
            : (int)Math.Clamp(facts.DurationSeconds * (facts.FramesPerSecond ?? DefaultFrameRate) * 0.95, 1, 1_000_000);
        return count > ShortClip ? count - 2 : count - 1;
    }
}
