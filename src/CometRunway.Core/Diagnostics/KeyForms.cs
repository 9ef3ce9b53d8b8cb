using System.Buffers;
using System.Text;

namespace CometRunway.Diagnostics;

/// <summary>
/// The texts that stand for API keys, and the search for them: the key, its part after <c>sk-</c>, and both in hexadecimal and in base64 at each of
/// the three positions of a byte group. <see cref="DecodedText"/> covers percent-encoding, JSON escapes, HTML entities and keys that are split by
/// white space.
/// </summary>
internal sealed class KeyForms
{
    private const string Prefix = "sk-";

    // Replacing a shorter part could damage ordinary text. The whole key is always found, whatever its length.
    private const int ShortestPiece = 6;

    private readonly string[] _forms;
    private readonly SearchValues<string> _search;

    public KeyForms(IEnumerable<string> forms)
    {
        _forms = [.. forms.Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(form => form.Length)];
        _search = SearchValues.Create(_forms, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Returns the forms of one key.</summary>
    public static IEnumerable<string> Of(string key)
    {
        var bare = key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? key[Prefix.Length..] : key;
        return ((IEnumerable<string>)[key, bare]).SelectMany(Encoded).Where(form => form.Length >= ShortestPiece).Prepend(key);
    }

    /// <summary>Returns where the text contains a form, in order and without overlaps.</summary>
    public IReadOnlyList<(int Start, int End)> Find(string text)
    {
        if (_forms.Length == 0)
            return [];
        var found = new List<(int Start, int End)>();
        foreach (var reading in DecodedText.Readings(text))
            AddFrom(reading, found);
        return Merged(found);
    }

    /// <summary>Replaces each form in the text.</summary>
    public string Replace(string text, string by)
    {
        var found = Find(text);
        if (found.Count == 0)
            return text;
        var replaced = new StringBuilder(text.Length);
        var end = 0;
        foreach (var range in found)
        {
            replaced.Append(text, end, range.Start - end).Append(by);
            end = range.End;
        }

        return replaced.Append(text, end, text.Length - end).ToString();
    }

    private void AddFrom(DecodedText reading, List<(int Start, int End)> found)
    {
        for (var at = 0; reading.Characters[at..].IndexOfAny(_search) is >= 0 and var next;)
        {
            at += next;
            var rest = reading.Characters[at..];
            var length = Longest(rest);
            found.Add(reading.Original(at, length));
            at += length;
        }
    }

    private int Longest(ReadOnlySpan<char> text)
    {
        foreach (var form in _forms)
        {
            if (text.StartsWith(form, StringComparison.OrdinalIgnoreCase))
                return form.Length;
        }

        return 1;
    }

    private static List<(int Start, int End)> Merged(List<(int Start, int End)> found)
    {
        var merged = new List<(int Start, int End)>();
        foreach (var range in found.Order())
        {
            if (merged.Count > 0 && range.Start < merged[^1].End)
                merged[^1] = (merged[^1].Start, Math.Max(merged[^1].End, range.End));
            else
                merged.Add(range);
        }

        return merged;
    }

    private static IEnumerable<string> Encoded(string value)
    {
        yield return value;
        if (value.Length < ShortestPiece)
            yield break;
        var bytes = Encoding.UTF8.GetBytes(value);
        // The percent-encoding of a letter that is not ASCII has several bytes, which are decoded one by one.
        yield return Encoding.Latin1.GetString(bytes);
        yield return Convert.ToHexString(bytes);
        for (var before = 0; before < 3; before++)
        {
            var base64 = Base64(bytes, before);
            yield return base64;
            yield return base64.Replace('+', '-').Replace('/', '_');
        }
    }

    /// <summary>Returns the characters of the base64 text that depend on these bytes only, if <paramref name="before"/> other bytes precede them in the group.</summary>
    private static string Base64(byte[] bytes, int before)
    {
        var all = Convert.ToBase64String([.. new byte[before], .. bytes]);
        var first = before == 0 ? 0 : before + 1;
        return all[first..((before + bytes.Length) * 8 / 6)];
    }
}
