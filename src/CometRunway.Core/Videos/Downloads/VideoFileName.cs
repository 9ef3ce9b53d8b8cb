using System.Globalization;
using System.Text;

namespace CometRunway.Videos.Downloads;

/// <summary>
/// Creates file names for videos from the date, the handle, the output number if there are several, and the first words of the prompt. Data from a
/// server is not used.
/// </summary>
internal static class VideoFileName
{
    /// <summary>The maximum length of a name, including the extension.</summary>
    public const int MaxLength = 80;

    private const string Extension = ".mp4";
    private const int MaxHandleLength = 24;

    // Latin letters from U+00C0 to U+017F without accents. String normalisation is not used, because it has no effect in invariant globalization mode.
    private const int FirstAccented = 0xC0;
    private const string WithoutAccents = "aaaaaaaceeeeiiiidnooooo-ouuuuytsaaaaaaaceeeeiiiidnooooo-ouuuuyty"
        + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
        + "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    /// <summary>Returns a name such as <c>2026-11-24_v7k2_a-slow-pan-to-the-left.mp4</c>. It is ASCII and valid on every file system.</summary>
    /// <param name="createdAt">The time at which the task was created. Its offset determines the date.</param>
    /// <param name="handle">The time at which the task was created. Its offset determines the date.</param>
    /// <param name="prompt">The prompt, if any.</param>
    /// <param name="index">The zero-based index of the output.</param>
    /// <param name="count">The number of outputs of the task.</param>
    public static string For(DateTimeOffset createdAt, string handle, string? prompt, int index, int count)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(handle);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var head = string.Create(CultureInfo.InvariantCulture, $"{createdAt:yyyy-MM-dd}_{Slug(handle, MaxHandleLength)}");
        if (count > 1)
            head += string.Create(CultureInfo.InvariantCulture, $"_{index + 1}");
        var words = Slug(prompt ?? "", MaxLength - head.Length - 1 - Extension.Length);
        return words.Length == 0 ? head + Extension : $"{head}_{words}{Extension}";
    }

    /// <summary>Returns letters and digits in lower case, replaces all other characters by single hyphens, and truncates between words where possible.</summary>
    private static string Slug(string text, int maxLength)
    {
        var slug = new StringBuilder(maxLength + 1);
        var lastGap = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark || rune.Value is '\'' or 0x2019)
                continue;
            if (BaseLetter(rune) is { } letter)
                slug.Append(letter);
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
            if (slug.Length > maxLength)
                break;
            if (slug.Length > 0 && slug[^1] == '-')
                lastGap = slug.Length - 1;
        }

        if (slug.Length > maxLength)
            slug.Length = lastGap > 0 ? lastGap : maxLength;
        return slug.ToString().Trim('-');
    }

    private static char? BaseLetter(Rune rune)
    {
        var letter = rune.Value - FirstAccented is var index and >= 0 && index < WithoutAccents.Length ? WithoutAccents[index]
            : rune.IsAscii ? char.ToLowerInvariant((char)rune.Value)
            : '-';
        return char.IsAsciiLetterOrDigit(letter) ? letter : null;
    }
}
