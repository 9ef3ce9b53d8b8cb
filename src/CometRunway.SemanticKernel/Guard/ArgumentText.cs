using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CometRunway.SemanticKernel.Guard;

/// <summary>Reads the text of arguments. JSON can contain half of a surrogate pair, which <see cref="JsonElement.GetString"/> refuses.</summary>
internal static partial class ArgumentText
{
    /// <summary>Returns the text of a JSON string.</summary>
    public static string Of(JsonElement text)
    {
        try
        {
            return text.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return Escape().Replace(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(text)[1..^1]), Unescape);
        }
    }

    /// <summary>Returns true for a text with half of a surrogate pair. It cannot be sent or stored as it is.</summary>
    public static bool IsBroken(string text) =>
        text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') && string.Concat(text.EnumerateRunes()) != text;

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
