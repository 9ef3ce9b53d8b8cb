using System.Text;

namespace CometRunway.Net;

/// <summary>
/// Reads web links without changing their path and query. <see cref="Uri"/> normally decodes escapes such as <c>%2D</c> and removes dot segments,
/// and a signature over the original text is then no longer valid. Scheme, host and port are read and checked as always.
/// </summary>
internal static class ExactLink
{
    private static readonly UriCreationOptions KeepPathAndQuery = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>
    /// Returns the absolute http or https link; null if the text is none. Only what cannot be sent changes: a fragment is removed, and white space and
    /// characters beyond ASCII are escaped. A text with control characters is no link.
    /// </summary>
    public static Uri? TryParse(string text)
    {
        text = text.Trim(' ', '\t', '\r', '\n');
        var authority = text.IndexOf("://", StringComparison.Ordinal);
        if (authority < 0 || text.Any(char.IsControl))
            return null;
        authority += 3;
        var end = text.AsSpan(authority).IndexOfAny("/?#\\") is var at and >= 0 ? authority + at : text.Length;
        return Uri.TryCreate(text[..end] + Target(text[end..]), KeepPathAndQuery, out var link)
            && (link.Scheme == Uri.UriSchemeHttps || link.Scheme == Uri.UriSchemeHttp)
            && link.Host.Length > 0
            ? link
            : null;
    }

    /// <summary>Resolves a reference, which may be relative, against a link; null if the result is no http or https link.</summary>
    public static Uri? TryResolve(Uri start, string reference)
    {
        reference = reference.Trim(' ', '\t', '\r', '\n');
        if (HasScheme(reference))
            return TryParse(reference);
        var origin = start.GetLeftPart(UriPartial.Authority);
        return reference switch
        {
            ['/', '/', ..] => TryParse($"{start.Scheme}:{reference}"),
            ['/', ..] => TryParse(origin + reference),
            ['?', ..] => TryParse(origin + start.AbsolutePath + reference),
            ['#', ..] or "" => TryParse(start.AbsoluteUri),
            _ => TryParse(origin + Relative(start.AbsolutePath, reference)),
        };
    }

    /// <summary>
    /// Returns the text of a link as it was given. Text that cannot be sent as it is (white space, control characters, characters beyond ASCII) is
    /// returned in the normalised form.
    /// </summary>
    public static string TextOf(Uri link) => link.OriginalString.All(static c => c is > ' ' and < '\u007F') ? link.OriginalString : link.AbsoluteUri;

    private static bool HasScheme(string reference)
    {
        var colon = reference.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && char.IsAsciiLetter(reference[0]) && reference.AsSpan(0, colon).IndexOfAny("/?#") < 0;
    }

    // Leading dot segments are resolved here; those inside are part of the text.
    private static string Relative(string path, string reference)
    {
        var folder = path[..(path.LastIndexOf('/') + 1)];
        while (true)
        {
            if (reference.StartsWith("./", StringComparison.Ordinal))
            {
                reference = reference[2..];
            }
            else if (reference.StartsWith("../", StringComparison.Ordinal))
            {
                reference = reference[3..];
                folder = folder[..(folder.TrimEnd('/').LastIndexOf('/') + 1)];
            }
            else
            {
                return (folder.Length == 0 ? "/" : folder) + reference;
            }
        }
    }

    /// <summary>Returns path and query as they can be sent, without the fragment.</summary>
    private static string Target(string text)
    {
        if (text.IndexOf('#', StringComparison.Ordinal) is var fragment and >= 0)
            text = text[..fragment];
        var target = new StringBuilder(text.Length + 1);
        if (text.Length == 0 || text[0] != '/')
            target.Append('/');
        foreach (var rune in text.EnumerateRunes())
            target.Append(rune.Value is > ' ' and < 0x7F ? rune.ToString() : Uri.EscapeDataString(rune.ToString()));
        return target.ToString();
    }
}
