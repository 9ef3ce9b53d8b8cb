using System.Globalization;
using System.Text;
using CometRunway.Text;

namespace CometRunway.Errors;

/// <summary>Formats external values for messages: short, on one line, and never the bytes of an image.</summary>
internal static class DisplayText
{
    private const int Longest = 80;

    /// <summary>In a data URI the bytes follow. A path or a link in which one was pasted can begin in another way.</summary>
    private const string Base64 = ";base64,";

    public static string Text(string? value)
    {
        if (value is null)
            return "nothing";
        if (value.AsSpan().TrimStart().StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            return string.Create(CultureInfo.InvariantCulture, $"a data URI of {value.Length:N0} characters");
        var data = value.IndexOf(Base64, StringComparison.OrdinalIgnoreCase);
        return Line(data < 0 ? value : value[..(data + Base64.Length)] + "…", Longest);
    }

    public static string Line(string value, int longest)
    {
        var shown = new StringBuilder(Math.Min(value.Length, longest) + 1);
        foreach (var rune in value.EnumerateRunes())
        {
            if (shown.Length >= longest)
                return shown.Append('…').ToString();
            shown.Append(VisibleText.IsPlain(rune) ? rune.ToString() : "\uFFFD");
        }

        return shown.ToString();
    }

    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Percent(double share) => Math.Round(share * 100).ToString("0", CultureInfo.InvariantCulture) + " %";

    public static string Megabytes(long bytes) => (bytes / 1_000_000d).ToString("0.0", CultureInfo.InvariantCulture) + " MB";

    public static string Choices(IEnumerable<string> values) => string.Join(", ", values);
}
