using System.Text.RegularExpressions;
using CometRunway.Options;
using CometRunway.Text;

namespace CometRunway.Diagnostics;

/// <summary>
/// Finds API keys in text by value, in every encoding in which a server may return them, and removes them. The forms of the keys are computed
/// once; a search takes time in proportion to the length of the text.
/// </summary>
internal sealed partial class Redactor
{
    /// <summary>The text that replaces a key.</summary>
    public const string Mark = "[redacted]";

    /// <summary>The length from which a form of a key is so unlikely to occur by chance that an id or a link with it is rejected.</summary>
    private const int ShortestSecret = 12;

    private const int LongestCleaned = 64 * 1024;

    /// <summary>Longer than any form of a key, so that a text that is cut there ends with no part of a key.</summary>
    private const int CutMargin = 4096;

    private readonly KeyForms _all;
    private readonly KeyForms _secrets;

    public Redactor(ApiKey? key)
        : this(key is null ? [] : [key])
    {
    }

    public Redactor(IReadOnlyCollection<ApiKey> keys)
    {
        string[] forms = [.. keys.SelectMany(key => KeyForms.Of(key.Reveal()))];
        _all = new KeyForms(forms);
        _secrets = new KeyForms(forms.Where(form => form.Length >= ShortestSecret));
    }

    /// <summary>
    /// Converts text of the service to a message: one line, without control, direction and invisible characters and without keys, at most
    /// <paramref name="limit"/> characters.
    /// </summary>
    public string? Clean(string? text, int limit = 500)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var isCut = text.Length > LongestCleaned;
        var clean = Redact(VisibleText.OneLine(isCut ? text[..LongestCleaned] : text));
        clean = (isCut ? clean[..Math.Max(0, clean.Length - CutMargin)] : clean).Trim();
        return clean.Length == 0 ? null : VisibleText.OneLine(clean, limit);
    }

    /// <summary>Removes the keys and the bytes of data URIs from the text.</summary>
    public string Redact(string text) =>
        DataUri().Replace(_all.Replace(text, Mark), static match => $"{match.Groups[1].Value},[{match.Groups[2].Length} characters]");

    /// <summary>
    /// Removes the keys from a complete output, such as JSON or a page of text. A key that is so short that it may occur in it by chance stays.
    /// </summary>
    public string RedactOutput(string text) => _secrets.Replace(text, Mark);

    /// <summary>Returns true for an id, a link or a name that contains a key. It cannot be stored, and without the key it would be another one.</summary>
    public bool Holds(string text) => _secrets.Find(text).Count > 0;

    [GeneratedRegex("(data:[a-z0-9.+/-]{0,80}(?:;[a-z0-9=.-]{1,40}){0,4}),([a-z0-9+/=_%-]{17,})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DataUri();
}
