using System.Buffers;
using System.Text;

namespace CometRunway.Diagnostics;

/// <summary>
/// The texts that stand for API keys, and the search for them: the key, its part after <c>sk-</c>, and both in hexadecimal, also with a colon or a hyphen
/// between the bytes, and in base32, base64 and base64 of base64 at each position of a byte group. <see cref="DecodedText"/> covers percent-encoding, JSON
/// escapes, HTML entities and keys that are split by white space.
/// </summary>
internal sealed class KeyForms
{
    private const string Prefix = "sk-";

    // Replacing a shorter part could damage ordinary text. The whole key is always found, whatever its length.
    private const int ShortestPiece = 6;

    private const int Base32Group = 5;
    private const string Base32Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

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
        yield return BitConverter.ToString(bytes);
        yield return BitConverter.ToString(bytes).Replace('-', ':');
        for (var before = 0; before < Base32Group; before++)
            yield return Base32(bytes, before);
        foreach (var base64 in Base64(bytes))
        {
            yield return base64;
            foreach (var twice in Base64(Encoding.ASCII.GetBytes(base64)))
                yield return twice;
        }
    }

    /// <summary>Returns the base64 texts, in both alphabets, at each position of a byte group.</summary>
    private static IEnumerable<string> Base64(byte[] bytes)
    {
        for (var before = 0; before < 3; before++)
        {
            var base64 = Base64(bytes, before);
            yield return base64;
            if (base64.AsSpan().ContainsAny('+', '/'))
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

    /// <summary>As <see cref="Base64(byte[], int)"/>, for base32 of RFC 4648, which has five bits in each character.</summary>
    private static string Base32(byte[] bytes, int before)
    {
        var text = new StringBuilder();
        var (bits, count) = (0, 0);
        foreach (var value in (byte[])[.. new byte[before], .. bytes])
        {
            bits = ((bits << 8) | value) & 0xFFF;
            for (count += 8; count >= 5; count -= 5)
                text.Append(Base32Letters[(bits >> (count - 5)) & 31]);
        }

        return text.ToString()[((before * 8 + 4) / 5)..];
    }
}
