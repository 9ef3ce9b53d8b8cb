using System.Globalization;
using CometRunway.Errors;

namespace CometRunway.Catalog;

/// <summary>A frame size in the format of the API, <c>width:height</c>, or an aspect ratio such as <c>16:9</c>.</summary>
/// <param name="Width">The first number.</param>
/// <param name="Height">The second number.</param>
public readonly record struct VideoRatio(int Width, int Height)
{
    // A side of at least this many pixels means a frame size, not an aspect ratio.
    private const int MinFrameSide = 100;
    private const double Tolerance = 1e-9;

    /// <summary>Width divided by height.</summary>
    public double Aspect => (double)Width / Height;

    /// <summary>True for small numbers such as 16:9, which are an aspect ratio and not a frame size.</summary>
    public bool IsAspectOnly => Width < MinFrameSide && Height < MinFrameSide;

    /// <summary>Parses the format of the API: two positive integers without sign, space or leading zero, separated by a colon.</summary>
    public static bool TryParse(string? text, out VideoRatio ratio)
    {
        ratio = default;
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (colon < 0 || !TryReadSide(text.AsSpan(0, colon), out var width) || !TryReadSide(text.AsSpan(colon + 1), out var height))
            return false;
        ratio = new VideoRatio(width, height);
        return true;
    }

    /// <summary>Returns the ratio that crops the image least. For equal aspect ratios it returns the one that is nearest in area, then the first. Null when no ratio is valid or the size of the image is unknown.</summary>
    public static string? Nearest(IEnumerable<string> ratios, int width, int height) =>
        width > 0 && height > 0 ? Nearest(ratios, new VideoRatio(width, height)) : null;

    /// <summary>Returns the share of the image, from 0 to 1, that a centred crop to this ratio removes; 0 when the size of the image is unknown.</summary>
    public double CroppedShare(int width, int height)
    {
        if (width <= 0 || height <= 0)
            return 0;
        var aspect = (double)width / height;
        return 1 - Math.Min(aspect / Aspect, Aspect / aspect);
    }

    /// <summary>Returns the ratio in the format of the API.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width}:{Height}");

    /// <summary>Parses a ratio of the catalogue.</summary>
    internal static VideoRatio Parse(string text) =>
        TryParse(text, out var ratio) ? ratio : throw new FormatException($"{DisplayText.Text(text)} is not a ratio.");

    internal static string? Nearest(IEnumerable<string> ratios, VideoRatio wanted)
    {
        ArgumentNullException.ThrowIfNull(ratios);
        string? best = null;
        var bestAspect = double.MaxValue;
        var bestArea = double.MaxValue;
        foreach (var text in ratios)
        {
            if (!TryParse(text, out var ratio))
                continue;
            var aspect = Math.Abs(Math.Log(ratio.Aspect / wanted.Aspect));
            var area = wanted.IsAspectOnly ? 0 : Math.Abs(Math.Log((double)ratio.Width * ratio.Height / ((double)wanted.Width * wanted.Height)));
            if (aspect > bestAspect + Tolerance || (aspect > bestAspect - Tolerance && area > bestArea - Tolerance))
                continue;
            (best, bestAspect, bestArea) = (text, aspect, area);
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
