using System.Globalization;
using CometRunway.Errors;

namespace CometRunway.Catalog;

/// <summary>A frame size as the API writes it, <c>width:height</c>, or an aspect such as <c>16:9</c>.</summary>
/// <param name="Width">The first number.</param>
/// <param name="Height">The second number.</param>
public readonly record struct VideoRatio(int Width, int Height)
{
    // The least number of pixels a side that is read as a frame size and not as an aspect.
    private const int LeastFrameSide = 100;
    private const double Same = 1e-9;

    /// <summary>Width divided by height.</summary>
    public double Aspect => (double)Width / Height;

    /// <summary>True for small numbers such as 16:9, which name a shape and not a frame.</summary>
    public bool IsAspectOnly => Width < LeastFrameSide && Height < LeastFrameSide;

    /// <summary>Reads exactly the written form of the API: two positive whole numbers without sign, space or leading zero, and a colon.</summary>
    public static bool TryParse(string? text, out VideoRatio ratio)
    {
        ratio = default;
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (colon < 0 || !TryReadSide(text.AsSpan(0, colon), out var width) || !TryReadSide(text.AsSpan(colon + 1), out var height))
            return false;
        ratio = new VideoRatio(width, height);
        return true;
    }

    /// <summary>The ratio that keeps most of the image; of equal shapes the one nearest to it in area, then the first. Null when none can be read or the image's size is unknown.</summary>
    public static string? Nearest(IEnumerable<string> ratios, int width, int height) =>
        width > 0 && height > 0 ? Nearest(ratios, new VideoRatio(width, height)) : null;

    /// <summary>The share of the image, 0 to 1, that a centred crop to this ratio cuts away; 0 when the image's size is unknown.</summary>
    public double CroppedShare(int width, int height)
    {
        if (width <= 0 || height <= 0)
            return 0;
        var aspect = (double)width / height;
        return 1 - Math.Min(aspect / Aspect, Aspect / aspect);
    }

    /// <summary>As the API writes it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width}:{Height}");

    /// <summary>For text that comes from the catalogue.</summary>
    internal static VideoRatio Parse(string text) =>
        TryParse(text, out var ratio) ? ratio : throw new FormatException($"{DisplayText.Text(text)} is not a ratio.");

    internal static string? Nearest(IEnumerable<string> ratios, VideoRatio wanted)
    {
        ArgumentNullException.ThrowIfNull(ratios);
        string? best = null;
        var bestShape = double.MaxValue;
        var bestArea = double.MaxValue;
        foreach (var text in ratios)
        {
            if (!TryParse(text, out var ratio))
                continue;
            var shape = Math.Abs(Math.Log(ratio.Aspect / wanted.Aspect));
            var area = wanted.IsAspectOnly ? 0 : Math.Abs(Math.Log((double)ratio.Width * ratio.Height / ((double)wanted.Width * wanted.Height)));
            if (shape > bestShape + Same || (shape > bestShape - Same && area > bestArea - Same))
                continue;
            (best, bestShape, bestArea) = (text, shape, area);
        }

        return best;
    }

    private static bool TryReadSide(ReadOnlySpan<char> text, out int side)
    {
        side = 0;
        return text.Length is > 0 and <= 6
            && text[0] != '0'
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out side);
    }
}
