using System.Text;

namespace CometRunway.Videos.Downloads;

/// <summary>Describes content that is not a video, with its first words. The text is short and contains no part of a signed link.</summary>
internal static class UnexpectedContent
{
    private const int MaxWords = 100;
    private const int MaxWordLength = 30;

    public static string Describe(ReadOnlySpan<byte> first)
    {
        if (first.IsEmpty)
            return "an empty file";
        var text = Encoding.UTF8.GetString(first).TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
        if (text.Length == 0 || text.AsSpan(0, Math.Min(text.Length, 64)).ContainsAnyInRange('\0', '\b') || text.StartsWith('\uFFFD'))
            return "a file of another type";
        var kind = text[0] switch
        {
            '<' when text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) => "an XML document",
            '<' => "a web page",
            '{' or '[' => "a JSON document",
            _ => "a text",
        };
        var words = FirstWords(text);
        return words.Length == 0 ? kind : $"{kind} that begins \"{words}\"";
    }

    private static string FirstWords(string text)
    {
        var words = new StringBuilder();
        foreach (var word in WithoutTags(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            // Long words and links may contain a signature or a token, and they are not needed to identify a page.
            var plain = word.Length <= MaxWordLength && !word.Contains("://", StringComparison.Ordinal) && word.All(IsPlain) ? word : "...";
            if (words.Length + plain.Length >= MaxWords)
                break;
            words.Append(words.Length == 0 ? "" : " ").Append(plain);
        }

        return words.ToString();
    }

    private static bool IsPlain(char c) => !char.IsControl(c) && !char.IsSurrogate(c) && c is not ('?' or '=' or '&' or '%' or '\uFFFD');

    private static string WithoutTags(string text)
    {
        var plain = new StringBuilder(text.Length);
        var inTag = false;
        foreach (var c in text)
        {
            inTag = c == '<' || (inTag && c != '>');
            plain.Append(inTag || c == '>' ? ' ' : c == '"' ? '\'' : c);
        }

        return plain.ToString();
    }
}
