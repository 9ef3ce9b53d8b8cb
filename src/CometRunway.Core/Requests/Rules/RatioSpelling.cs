using System.Text.RegularExpressions;
using CometRunway.Catalog;
using CometRunway.Images;
using CometRunway.Text;

namespace CometRunway.Requests.Rules;

/// <summary>Interprets texts that people and models use for a ratio.</summary>
internal static partial class RatioSpelling
{
    private static readonly VideoRatio Wide = new(16, 9);
    private static readonly VideoRatio Tall = new(9, 16);
    private static readonly VideoRatio Equal = new(1, 1);

    /// <summary>Returns the frame size or aspect ratio for a text that is not in the format of the API; null when it cannot be interpreted.</summary>
    public static VideoRatio? Interpret(string text, ImageFacts? image)
    {
        var numbers = TwoNumbers().Match(text);
        if (numbers.Success && VideoRatio.TryParse($"{numbers.Groups[1].Value}:{numbers.Groups[2].Value}", out var ratio))
            return ratio;
        var lines = Lines().Match(text);
        if (lines.Success)
            return OfLines(lines.Groups[1].ValueSpan, image);
        return EditDistance.Fold(text) switch
        {
            "landscape" or "horizontal" or "wide" or "widescreen" or "youtube" or "cinematic" or "hd" or "fullhd" => Wide,
            "portrait" or "vertical" or "tall" or "story" or "reel" or "reels" or "shorts" or "tiktok" => Tall,
            "square" => Equal,
            _ => null,
        };
    }

    private static VideoRatio? OfLines(ReadOnlySpan<char> digits, ImageFacts? image)
    {
        if (!int.TryParse(digits, out var lines) || lines is < 100 or > 10_000)
            return null;
        var longSide = lines * 16 / 9;
        return image is { } p && p.Height > p.Width ? new VideoRatio(lines, longSide) : new VideoRatio(longSide, lines);
    }

    [GeneratedRegex(@"^\s*0*(\d{1,5})\s*(?:[:xX×*/,∶：]|by|to)\s*0*(\d{1,5})\s*(?:px|pixels)?\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex TwoNumbers();

    [GeneratedRegex(@"^\s*(\d{3,5})\s*[pi]\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Lines();
}
