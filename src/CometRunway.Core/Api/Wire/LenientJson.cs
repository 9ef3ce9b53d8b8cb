using System.Globalization;
using System.Text.Json;

namespace CometRunway.Api.Wire;

/// <summary>Reads untrusted JSON. A missing field, a wrong type and invalid text are all treated as missing.</summary>
internal static class LenientJson
{
    private const int MaxDepth = 32;

    /// <summary>Returns the first JSON value of <paramref name="utf8"/> when it is an object, and whether anything but white space follows it.</summary>
    public static JsonElement? FirstObject(ReadOnlySpan<byte> utf8, out bool moreFollows) => First(utf8, JsonValueKind.Object, out moreFollows);

    /// <summary>Returns the first JSON value of <paramref name="utf8"/> when it is an array.</summary>
    public static JsonElement? FirstArray(ReadOnlySpan<byte> utf8) => First(utf8, JsonValueKind.Array, out _);

    private static JsonElement? First(ReadOnlySpan<byte> utf8, JsonValueKind kind, out bool moreFollows)
    {
        moreFollows = false;
        if (utf8.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth, AllowMultipleValues = true });
            if (!JsonDocument.TryParseValue(ref reader, out var document))
                return null;
            using (document)
            {
                moreFollows = utf8[(int)reader.BytesConsumed..].IndexOfAnyExcept(" \t\r\n"u8) >= 0;
                return document.RootElement.ValueKind == kind ? document.RootElement.Clone() : null;
            }
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Returns the member; null when it is missing or null.</summary>
    public static JsonElement? Member(this JsonElement element, string name)
    {
        try
        {
            return element.ValueKind == JsonValueKind.Object
                && element.TryGetProperty(name, out var value)
                && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)
                ? value
                : null;
        }
        catch (InvalidOperationException)
        {
            // An unpaired surrogate in a name.
            return null;
        }
    }

    /// <summary>Returns the member when it is an object.</summary>
    public static JsonElement? Object(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Object } value ? value : null;

    /// <summary>Returns the elements of an array member; empty when it is not an array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : [];

    /// <summary>Returns the text of the member when it is a string that is not blank.</summary>
    public static string? Text(this JsonElement element, string name) => element.Member(name)?.AsText();

    /// <summary>Returns the text of a string that is not blank.</summary>
    public static string? AsText(this JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String && element.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
        }
        catch (InvalidOperationException)
        {
            // An unpaired surrogate or invalid UTF-8.
            return null;
        }
    }

    /// <summary>Returns the text of the member, or its digits when it is a number: codes and ids can be either.</summary>
    public static string? TextOrNumber(this JsonElement element, string name) => element.Member(name) switch
    {
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        { } other => other.AsText(),
        null => null,
    };

    /// <summary>Returns the member as a finite number, from a number or a string.</summary>
    public static double? Number(this JsonElement element, string name)
    {
        var value = element.Member(name);
        double number;
        if (value is { ValueKind: JsonValueKind.Number } raw ? !raw.TryGetDouble(out number) : !TryParse(value?.AsText(), out number))
            return null;
        return double.IsFinite(number) ? number : null;
    }

    /// <summary>Returns true when the member is <c>false</c>.</summary>
    public static bool IsFalse(this JsonElement element, string name) => element.Member(name) is { ValueKind: JsonValueKind.False };

    /// <summary>Returns true when the member is <c>true</c>.</summary>
    public static bool IsTrue(this JsonElement element, string name) => element.Member(name) is { ValueKind: JsonValueKind.True };

    private static bool TryParse(string? text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
