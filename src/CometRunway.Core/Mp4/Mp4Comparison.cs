using System.Globalization;

namespace CometRunway.Mp4;

/// <summary>Compares a finished video with the request.</summary>
internal static class Mp4Comparison
{
    /// <summary>The largest difference in seconds that is ignored. Encoders end on a frame boundary, not on a full second.</summary>
    public const double ToleranceSeconds = 0.5;

    private const double ShapeTolerance = 0.01;
    private const int LargestShapeNumber = 64;

    /// <summary>Returns one sentence for each difference; empty when there is none.</summary>
    /// <param name="facts">The metadata of the file.</param>
    /// <param name="requestedRatio">A frame size (<c>1280:768</c>), compared exactly, or an aspect ratio (<c>16:9</c>), compared within 1 %. Not compared when null or invalid.</param>
    /// <param name="requestedSeconds">The requested duration, compared within <see cref="ToleranceSeconds"/>. Not compared when null.</param>
    public static IReadOnlyList<string> Differences(Mp4Facts facts, string? requestedRatio, int? requestedSeconds)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var differences = new List<string>();
        if (Parse(requestedRatio) is var (width, height) && FrameDiffers(facts, width, height))
            differences.Add(string.Create(CultureInfo.InvariantCulture, $"The frame is {facts.Width}x{facts.Height}, asked was {width}:{height}."));
        if (requestedSeconds is { } seconds && !(Math.Abs(facts.DurationSeconds - seconds) <= ToleranceSeconds))
        {
            differences.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"It lasts {facts.DurationSeconds:0.0#} s, asked was {seconds} s (up to {ToleranceSeconds} s is not counted as a difference)."));
        }

        return differences;
    }

    private static bool FrameDiffers(Mp4Facts facts, int width, int height)
    {
        if (width > LargestShapeNumber || height > LargestShapeNumber)
            return (facts.Width, facts.Height) != (width, height);
        var requestedAspect = (double)width / height;
        return Math.Abs((double)facts.Width / facts.Height - requestedAspect) > requestedAspect * ShapeTolerance;
    }

    private static (int Width, int Height)? Parse(string? ratio)
    {
        var parts = ratio?.Split(':', 'x') ?? [];
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var width)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var height)
            && width > 0 && height > 0
            ? (width, height)
            : null;
    }
}
