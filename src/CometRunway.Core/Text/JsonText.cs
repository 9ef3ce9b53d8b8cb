using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CometRunway.Text;

/// <summary>Reads JSON strings that contain half of a surrogate pair, which <see cref="JsonElement.GetString"/> refuses.</summary>
internal static partial class JsonText
{
    /// <summary>Returns the text of a JSON string. Half of a surrogate pair becomes U+FFFD.</summary>
    public static string Of(JsonElement text) => IsBroken(text) ? WithoutHalves(Escape().Replace(Encoding.UTF8.GetString(Inner(text)), Unescape)) : text.GetString() ?? "";

    /// <summary>Returns true for a JSON string that <see cref="JsonElement.GetString"/> refuses.</summary>
    public static bool IsBroken(JsonElement text)
    {
        try
        {
            // Only an escape can be half of a pair, so the many megabytes of an image are not decoded.
            return text.ValueKind == JsonValueKind.String && Inner(text).Contains((byte)'\\') && text.GetString() is null;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    /// <summary>Replaces each half of a surrogate pair by U+FFFD.</summary>
    public static string WithoutHalves(string text) =>
        text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? string.Concat(text.EnumerateRunes()) : text;

    private static ReadOnlySpan<byte> Inner(JsonElement text) => JsonMarshal.GetRawUtf8Value(text)[1..^1];

    private static string Unescape(Match escape) => escape.ValueSpan[1] switch
    {
        'u' => ((char)ushort.Parse(escape.Groups[1].ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString(),
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        'b' => "\b",
        'f' => "\f",
        var literal => literal.ToString(),
    };

    [GeneratedRegex(@"\\(?:u([0-9A-Fa-f]{4})|.)", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();
}
