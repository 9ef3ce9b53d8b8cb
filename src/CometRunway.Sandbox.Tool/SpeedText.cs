using System.Globalization;

namespace CometRunway.Sandbox.Tool;

/// <summary>Reads a speed: a number that is not negative, or <c>instant</c>.</summary>
internal static class SpeedText
{
    public static double? Read(string text)
    {
        if (text.Equals("instant", StringComparison.OrdinalIgnoreCase))
        {
            return 0;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var speed) && double.IsFinite(speed) && speed >= 0 ? speed : null;
    }
}
