using System.Text;
using System.Text.RegularExpressions;
using CometRunway.Options;

namespace CometRunway.Diagnostics;

/// <summary>Removes API keys from text, in every encoding in which a server may return them, and shortens data URIs.</summary>
internal sealed partial class Redactor
{
    /// <summary>The text that replaces the key.</summary>
    public const string Mark = "[redacted]";

    private const string Prefix = "sk-";

    // Replacing a shorter part could damage ordinary text. The whole key is always replaced, whatever its length.
    private const int ShortestPiece = 6;

    private readonly string[] _forms;

    public Redactor(ApiKey? key)
        : this(key is null ? [] : [key])
    {
    }

    public Redactor(IReadOnlyCollection<ApiKey> keys) => _forms = [.. keys.SelectMany(key => Forms(key.Reveal())).Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(form => form.Length)];

    /// <summary>
    /// Converts text of the service to a message: one line, without control and direction characters and without keys, at most
    /// <paramref name="limit"/> characters.
    /// </summary>
    public string? Clean(string? text, int limit = 500)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var clean = Redact(OneLine(text)).Trim();
        return clean.Length == 0 ? null : Cap(clean, limit);
    }

    /// <summary>Removes the keys and the bytes of data URIs from the text.</summary>
    public string Redact(string text)
    {
        foreach (var form in _forms)
            text = text.Replace(form, Mark, StringComparison.OrdinalIgnoreCase);
        return DataUri().Replace(text, static match => $"{match.Groups[1].Value},[{match.Groups[2].Length} characters]");
    }

    private static IEnumerable<string> Forms(string key)
    {
        var bare = key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? key[Prefix.Length..] : key;
        return new[] { key, bare }
            .SelectMany(static value => new[] { value, Uri.EscapeDataString(value), Base64(value), UrlBase64(value) })
            .Append(Base64("Bearer " + key))
            .Where(form => form == key || form.Length >= ShortestPiece)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(static form => form.Length);
    }

    // Without padding, so that both the padded and the unpadded form match.
    private static string Base64(string value) => Convert.ToBase64String(Encoding.UTF8.GetBytes(value)).TrimEnd('=');

    private static string UrlBase64(string value) => Base64(value).Replace('+', '-').Replace('/', '_');

    private static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune))
                line.Append(' ');
            else if (Rune.GetUnicodeCategory(rune) != System.Globalization.UnicodeCategory.Format)
                line.Append(rune);
        }

        return line.ToString();
    }

    private static string Cap(string text, int limit)
    {
        if (text.Length <= limit)
            return text;
        var end = char.IsHighSurrogate(text[limit - 2]) ? limit - 2 : limit - 1;
        return string.Concat(text.AsSpan(0, end), "…");
    }

    [GeneratedRegex("(data:[a-z0-9.+/-]{0,80}(?:;[a-z0-9=.-]{1,40}){0,4}),([a-z0-9+/=_%-]{17,})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DataUri();
}
