using System.Globalization;

namespace CometRunway.Sandbox.Requests;

/// <summary>Converts ratios to frame sizes.</summary>
internal static class FrameSize
{
    public static (int Width, int Height) FromRatio(string ratio, bool normalize) => ratio switch
    {
        "16:9" => (1280, 720),
        "9:16" => (720, 1280),
        "1280:768" when normalize => (1280, 720),
        "768:1280" when normalize => (720, 1280),
        _ => Parse(ratio),
    };

    private static (int Width, int Height) Parse(string ratio)
    {
        var colon = ratio.IndexOf(':', StringComparison.Ordinal);
        return (int.Parse(ratio.AsSpan(0, colon), CultureInfo.InvariantCulture), int.Parse(ratio.AsSpan(colon + 1), CultureInfo.InvariantCulture));
    }
}
