using System.Globalization;

namespace CometRunway.Mp4;

/// <summary>Says how a finished video differs from what was asked for.</summary>
public static class Mp4Comparison
{
    /// <summary>Durations that differ by no more than this are called equal: encoders end on a frame, not on a second.</summary>
    public const double ToleranceSeconds = 0.5;

    private const double ShapeTolerance = 0.01;
    private const int LargestShapeNumber = 64;

    /// <summary>One plain sentence for each difference; empty when there is none.</summary>
    /// <param name="facts">What the file has.</param>
    /// <param name="askedRatio">Pixels (<c>1280:768</c>), compared exactly, or a shape (<c>16:9</c>), compared within 1 %; null or unreadable: not compared.</param>
    /// <param name="askedSeconds">The duration asked for, compared within <see cref="ToleranceSeconds"/>; null: not compared.</param>
    public static IReadOnlyList<string> Differences(Mp4Facts facts, string? askedRatio, int? askedSeconds)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var differences = new List<string>();
        if (Parse(askedRatio) is var (width, height) && FrameDiffers(facts, width, height))
            differences.Add(string.Create(CultureInfo.InvariantCulture, $"The frame is {facts.Width}x{facts.Height}, asked was {width}:{height}."));
        if (askedSeconds is { } seconds && !(Math.Abs(facts.DurationSeconds - seconds) <= ToleranceSeconds))
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
        var asked = (double)width / height;
        return Math.Abs((double)facts.Width / facts.Height - asked) > asked * ShapeTolerance;
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
