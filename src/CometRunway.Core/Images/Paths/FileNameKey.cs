using System.Globalization;
using System.Text;

namespace CometRunway.Images.Paths;

/// <summary>
/// Compares file names that look the same. Some systems store <c>é</c> as two characters, and write other blanks than the space bar, for example before
/// <c>PM</c> in the name of a screenshot.
/// </summary>
internal static class FileNameKey
{
    private const int HangulFirst = 0xAC00;
    private const int HangulLast = 0xD7A3;
    private const int Vowels = 21;
    private const int Endings = 28;

    /// <summary>Returns true when another name can have the same key.</summary>
    public static bool CanDiffer(string name) => name.Any(c => c == ' ' || c > 0x7F);

    /// <summary>Returns the name in decomposed characters, with ordinary blanks.</summary>
    public static string Of(string name)
    {
        if (!name.Any(c => c > 0x7F))
            return name;
        var key = new StringBuilder(name.Length * 2);
        foreach (var c in name)
            Append(key, c);
        return key.ToString();
    }

    private static void Append(StringBuilder key, char c)
    {
        if (c is >= (char)HangulFirst and <= (char)HangulLast)
            AppendHangul(key, c - HangulFirst);
        else if (ComposedCharacters.Parts(c) is var (first, second))
        {
            // The second part is never composed itself.
            Append(key, first);
            key.Append(second);
        }
        else
            key.Append(CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator ? ' ' : c);
    }

    private static void AppendHangul(StringBuilder key, int syllable)
    {
        key.Append((char)(0x1100 + syllable / (Vowels * Endings))).Append((char)(0x1161 + syllable % (Vowels * Endings) / Endings));
        if (syllable % Endings is > 0 and var ending)
            key.Append((char)(0x11A7 + ending));
    }
}
