using System.Globalization;
using System.Text;

namespace CometRunway.Requests.Rules;

/// <summary>Cleans and shortens prompts without splitting characters.</summary>
internal static class PromptText
{
    /// <summary>Removes control characters (except line breaks and tabs) and unpaired surrogates.</summary>
    public static string WithoutUnprintable(string text)
    {
        var isClean = true;
        for (var i = 0; i < text.Length && isClean; i++)
            isClean = !char.IsControl(text[i]) && !char.IsSurrogate(text[i]);
        if (isClean)
            return text;

        var kept = new StringBuilder(text.Length);
        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            var isWhole = Rune.DecodeFromUtf16(rest, out var rune, out var used) == System.Buffers.OperationStatus.Done;
            if (isWhole && (!Rune.IsControl(rune) || rune.Value is '\n' or '\r' or '\t'))
                kept.Append(rest[..used]);
            rest = rest[used..];
        }

        return kept.ToString();
    }

    /// <summary>Shortens the text to the limit at the end of a sentence, if that keeps at least half of the limit; otherwise at the end of a word, or after a whole character.</summary>
    public static string Cut(string text, int limit)
    {
        text = text.Trim();
        if (text.Length <= limit)
            return text;
        var end = WholeCharacters(text, limit);
        var head = text[..end];
        var sentence = LastSentenceEnd(text, end);
        if (sentence >= limit / 2)
            return head[..sentence].TrimEnd();
        var word = char.IsWhiteSpace(text[end]) ? end : head.LastIndexOfAny([' ', '\n', '\r', '\t', '\u3000']);
        var cut = word >= limit / 2 ? head[..word].TrimEnd() : head;
        return string.IsNullOrWhiteSpace(cut) ? head : cut;
    }

    private static int WholeCharacters(string text, int limit)
    {
        var end = 0;
        while (end < limit)
        {
            var next = end + StringInfo.GetNextTextElementLength(text, end);
            if (next > limit)
                break;
            end = next;
        }

        // A single text element longer than the limit (a letter with hundreds of accents): split it, but not inside a surrogate pair.
        return end > 0 ? end : char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit;
    }

    private static int LastSentenceEnd(string text, int end)
    {
        for (var i = end - 1; i > 0; i--)
        {
            if (text[i] is '。' or '！' or '？' || (text[i] is '.' or '!' or '?' && char.IsWhiteSpace(text[i + 1])))
                return i + 1;
        }

        return -1;
    }
}
