using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CometRunway.Api.Wire;
using CometRunway.Text;

namespace CometRunway.SemanticKernel.Guard;

/// <summary>Converts a value to the kind of a parameter. Unambiguous values are accepted, others are rejected.</summary>
internal static partial class ArgumentValue
{
    private const int LongestShown = 80;

    /// <summary>Of a longer value only the beginning is searched for what must not be shown.</summary>
    private const int LongestSearched = 4096;

    /// <summary>Converts the value to one representation, because some chat clients pass JSON nodes and others JSON elements.</summary>
    public static object? Detached(object? value) => value is JsonNode node ? JsonElement.Parse(node.ToJsonString()) : value;

    /// <summary>Returns true for JSON null or a missing value.</summary>
    public static bool IsNull(object? value) =>
        value is null or JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined };

    /// <summary>Returns the text of a value that is one.</summary>
    public static bool IsText(object? value, [NotNullWhen(true)] out string? text)
    {
        text = value switch { string given => given, JsonElement { ValueKind: JsonValueKind.String } json => JsonText.Of(json), _ => null };
        return text is not null;
    }

    /// <summary>
    /// Returns true for a value that models write for an argument that they leave out: an empty text for a number or a truth value, and 0 for a number
    /// that begins with 1.
    /// </summary>
    public static bool IsLeftOut(object? value, ParameterSpec parameter) =>
        IsNull(value)
        || (parameter.Kind != ParameterKind.Text && value is not null && Text(value) is { } text && string.IsNullOrWhiteSpace(text))
        || (parameter is { Kind: ParameterKind.Integer, Minimum: > 0 } && Integer(value!) == 0);

    /// <summary>Converts the value to the CLR type of the parameter. Returns false if that is not possible.</summary>
    public static bool TryRead(object value, ParameterSpec parameter, out object? read)
    {
        read = parameter.Kind switch
        {
            ParameterKind.Text => Text(value),
            ParameterKind.Boolean => Boolean(value),
            _ => Integer(value) switch
            {
                null => null,
                { } number when parameter.IsLong => number,
                // A value outside the range of int is clamped, so that the rules reject it.
                { } number => (int)Math.Clamp(number, int.MinValue, int.MaxValue),
            },
        };
        return read is not null;
    }

    /// <summary>Formats a value for a message: one line, shortened, without data URIs, keys and characters that cannot be seen.</summary>
    public static string Show(object? value)
    {
        var text = Plain(value);
        if (text.AsSpan().TrimStart().StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            return $"data URI of {text.Length} characters";
        var beginning = text.Length <= LongestSearched ? text : text[..LongestSearched];
        if (beginning.Contains(";base64,", StringComparison.OrdinalIgnoreCase) || beginning.Contains("data:image", StringComparison.OrdinalIgnoreCase))
            return $"{text.Length} characters with a data URI in them";
        return VisibleText.OneLine(KeyLike().Replace(VisibleText.OneLine(beginning), "[a key]"), LongestShown + 1);
    }

    /// <summary>Formats a value for a sentence, in quotes that it cannot close.</summary>
    public static string Quote(object? value) => $"\"{Show(value).Replace('"', '\'')}\"";

    /// <summary>Returns the nearest valid value for the corrected request, such as the first of several values or the nearest whole number.</summary>
    public static object? Hint(object? value) => value switch
    {
        JsonElement { ValueKind: JsonValueKind.Array } list when list.GetArrayLength() > 1 => list[0],
        JsonElement { ValueKind: JsonValueKind.Number } number when Math.Abs(number.GetDouble()) < 1e9 => (long)Math.Round(number.GetDouble()),
        _ => null,
    };

    /// <summary>Matches API keys, which models may put into arguments. Replies must not repeat them.</summary>
    [GeneratedRegex(@"\b(?:Bearer\s+\S{12,}|sk-[A-Za-z0-9_-]{12,}|key_[0-9a-f]{16,})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex KeyLike();

    private static string Plain(object? value) => value switch
    {
        null => "null",
        JsonElement { ValueKind: JsonValueKind.String } e => JsonText.Of(e),
        JsonElement { ValueKind: not JsonValueKind.Undefined } e => Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(e)),
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string? Text(object value) => value switch
    {
        string s => s,
        Uri u => u.OriginalString,
        JsonElement { ValueKind: JsonValueKind.String } e => JsonText.Of(e),
        JsonElement { ValueKind: JsonValueKind.Array } e when e.GetArrayLength() == 1 => Text(e[0]),
        JsonElement { ValueKind: JsonValueKind.Object } e when OnlyLink(e) is { } link => link,
        _ => null,
    };

    /// <summary>Reads the API's array form of an image: <c>[{"uri": …, "position": "first"}]</c>. An image at another position is not the first frame.</summary>
    private static string? OnlyLink(JsonElement image)
    {
        if (image.Member("position") is { } position && position.AsText() != "first")
            return null;
        foreach (var name in (ReadOnlySpan<string>)["uri", "url", "path"])
        {
            if (image.Member(name) is { ValueKind: JsonValueKind.String } link)
                return JsonText.Of(link);
        }

        return null;
    }

    private static object? Boolean(object value) => value switch
    {
        bool b => b,
        JsonElement { ValueKind: JsonValueKind.True } => true,
        JsonElement { ValueKind: JsonValueKind.False } => false,
        _ => (Text(value)?.Trim().ToLowerInvariant()) switch
        {
            "true" or "yes" => true,
            "false" or "no" => false,
            _ => null,
        },
    };

    private static long? Integer(object value) => value switch
    {
        int i => i,
        long l => l,
        double d => Whole(d),
        float f => Whole(f),
        decimal m => Whole((double)m),
        JsonElement { ValueKind: JsonValueKind.Number } e => e.TryGetInt64(out var l) ? l : Whole(e.GetDouble()),
        _ => Written(Text(value)),
    };

    private static long? Whole(double number) =>
        double.IsFinite(number) && Math.Floor(number) == number && Math.Abs(number) < 1e15 ? (long)number : null;

    /// <summary>Parses text such as <c>"5"</c>, <c>"5s"</c>, <c>"5 sec"</c>, <c>"5 seconds"</c>, <c>"5.0"</c>.</summary>
    private static long? Written(string? text)
    {
        if (text is null)
            return null;
        var number = text.Trim().ToLowerInvariant();
        foreach (var unit in (ReadOnlySpan<string>)["seconds", "second", "secs", "sec", "s"])
        {
            if (!number.EndsWith(unit, StringComparison.Ordinal))
                continue;
            number = number[..^unit.Length].TrimEnd();
            break;
        }

        return double.TryParse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var parsed)
            ? Whole(parsed)
            : null;
    }
}
