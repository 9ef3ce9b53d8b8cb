using System.Globalization;
using System.Text;

namespace CometRunway.Text;

/// <summary>
/// Makes text of a model, a file or a server safe to print. A terminal, a chat client or a browser acts on control, direction and invisible
/// characters, and a line break can make a text look like a line of this library.
/// </summary>
internal static class VisibleText
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>
    /// Returns the text on one line: white space, line breaks and control characters become spaces, invisible characters are removed, and half of a
    /// surrogate pair becomes U+FFFD.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">The maximum length in characters; a longer text ends with an ellipsis.</param>
    public static string OneLine(string text, int longest = int.MaxValue)
    {
        var line = new StringBuilder(Math.Min(text.Length, longest));
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= longest)
                return Shortened(line, longest);
            Append(line, rune);
        }

        return line.Length > longest ? Shortened(line, longest) : line.ToString();
    }

    /// <summary>
    /// Returns the text with its line feeds and the joiners of scripts and emoji, and otherwise as <see cref="OneLine"/>. For a place of its own, such as
    /// an element of a page.
    /// </summary>
    public static string Lines(string text)
    {
        var lines = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' or ZeroWidthNonJoiner or ZeroWidthJoiner)
                lines.Append(rune);
            else
                Append(lines, rune);
        }

        return lines.ToString();
    }

    /// <summary>Returns true for a character that is visible or a space, so not for controls, zero-width characters and line breaks.</summary>
    public static bool IsPlain(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse);

    private static void Append(StringBuilder text, Rune rune)
    {
        if (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune))
            text.Append(' ');
        else if (IsPlain(rune))
            text.Append(rune);
    }

    private static string Shortened(StringBuilder line, int longest)
    {
        line.Length = longest - 1;
        if (char.IsHighSurrogate(line[^1]))
            line.Length--;
        return line.Append('…').ToString();
    }
}
