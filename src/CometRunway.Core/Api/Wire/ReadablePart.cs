using System.Buffers;
using System.Text.Json;

namespace CometRunway.Api.Wire;

/// <summary>
/// Reads the part of an answer that can be read, if the whole of it is not valid JSON: it was cut off, it is nested too deeply, other text follows, or it is
/// a server-sent event. The id of a paid task is usually in its first bytes.
/// </summary>
internal static class ReadablePart
{
    /// <summary>The answer itself and the objects in it. No field that is read is deeper.</summary>
    private const int Levels = 2;

    /// <summary>A longer text, such as an image that the service sends back, is replaced by an empty one.</summary>
    private const int LongestText = 4096;

    private static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    /// <summary>
    /// Returns the object at the start of the answer with the members that arrived complete. Arrays and deeper objects in it are empty. Null if the answer
    /// does not begin with an object.
    /// </summary>
    public static JsonElement? Read(ReadOnlySpan<byte> utf8) => Read(utf8, inList: false);

    /// <summary>As <see cref="Read(ReadOnlySpan{byte})"/>, for the first object of an answer that is a list.</summary>
    public static JsonElement? ReadFirstOfList(ReadOnlySpan<byte> utf8) => Read(utf8, inList: true);

    private static JsonElement? Read(ReadOnlySpan<byte> utf8, bool inList)
    {
        // Not the final block, because a number at the end may be cut off.
        var reader = new Utf8JsonReader(Start(utf8), isFinalBlock: false, new JsonReaderState(AnyDepth));
        if (inList && !(TryRead(ref reader) && reader.TokenType == JsonTokenType.StartArray))
            return null;
        if (!TryRead(ref reader) || reader.TokenType != JsonTokenType.StartObject)
            return null;
        var part = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(part))
            TryCopyObject(ref reader, json, Levels);
        return JsonElement.Parse(part.WrittenSpan);
    }

    private static ReadOnlySpan<byte> Start(ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        while (true)
        {
            utf8 = utf8.TrimStart(" \t\r\n"u8);
            if (utf8.StartsWith("data:"u8))
                utf8 = utf8["data:"u8.Length..];
            else if (utf8.StartsWith(":"u8) || utf8.StartsWith("event:"u8) || utf8.StartsWith("id:"u8) || utf8.StartsWith("retry:"u8))
                utf8 = utf8.IndexOf((byte)'\n') is >= 0 and var end ? utf8[end..] : [];
            else
                return utf8;
        }
    }

    /// <summary>Copies the object that the reader has entered. Returns false if the answer cannot be read to its end.</summary>
    private static bool TryCopyObject(ref Utf8JsonReader reader, Utf8JsonWriter json, int levels)
    {
        json.WriteStartObject();
        var isWhole = TryCopyMembers(ref reader, json, levels);
        json.WriteEndObject();
        return isWhole;
    }

    private static bool TryCopyMembers(ref Utf8JsonReader reader, Utf8JsonWriter json, int levels)
    {
        while (TryRead(ref reader))
        {
            if (reader.TokenType == JsonTokenType.EndObject)
                return true;
            var name = Text(ref reader);
            if (!TryRead(ref reader))
                return false;
            // A name that is no text belongs to no field that is read.
            json.WritePropertyName(name ?? "");
            if (!TryCopyValue(ref reader, json, levels))
                return false;
        }

        return false;
    }

    private static bool TryCopyValue(ref Utf8JsonReader reader, Utf8JsonWriter json, int levels)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject when levels > 1:
                return TryCopyObject(ref reader, json, levels - 1);
            case JsonTokenType.StartObject:
                json.WriteStartObject();
                json.WriteEndObject();
                return TrySkip(ref reader);
            case JsonTokenType.StartArray:
                json.WriteStartArray();
                json.WriteEndArray();
                return TrySkip(ref reader);
            case JsonTokenType.String:
                json.WriteStringValue(Text(ref reader) ?? "");
                return true;
            case JsonTokenType.Null:
                json.WriteNullValue();
                return true;
            default:
                // A number, true or false.
                json.WriteRawValue(reader.ValueSpan);
                return true;
        }
    }

    /// <summary>Returns the text of the token; null if it is too long or is not valid text.</summary>
    private static string? Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.ValueSpan.Length <= LongestText ? reader.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // An unpaired surrogate or invalid UTF-8.
            return null;
        }
    }

    private static bool TryRead(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool TrySkip(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.TrySkip();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
