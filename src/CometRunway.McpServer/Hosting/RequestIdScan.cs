using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace CometRunway.McpServer.Hosting;

/// <summary>
/// Finds the id of a message that cannot be read as a whole, so that the client can assign the error to its request. Clients write the id first or
/// last.
/// </summary>
internal static class RequestIdScan
{
    private const int SearchedBytes = 8 * 1024;

    /// <summary>Returns the id at the beginning of a message or, if it is not there, at its end; the default id if there is none.</summary>
    /// <param name="head">The first bytes of the message.</param>
    /// <param name="tail">The last bytes of the message.</param>
    public static RequestId Find(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail) =>
        InHead(head[..Math.Min(head.Length, SearchedBytes)]) ?? InTail(tail[^Math.Min(tail.Length, SearchedBytes)..]) ?? default;

    private static RequestId? InHead(ReadOnlySpan<byte> head)
    {
        var reader = new Utf8JsonReader(head, isFinalBlock: false, default);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("id"u8))
                    return reader.Read() ? Value(ref reader) : null;
            }
        }
        catch (JsonException)
        {
            // Not JSON from here on.
        }

        return null;
    }

    private static RequestId? InTail(ReadOnlySpan<byte> tail)
    {
        var at = tail.LastIndexOf("\"id\""u8);
        if (at < 0)
            return null;
        var member = tail[(at + 4)..].TrimStart(" \t"u8);
        if (member.IsEmpty || member[0] != ':')
            return null;
        var reader = new Utf8JsonReader(member[1..], isFinalBlock: false, default);
        try
        {
            if (!reader.Read() || Value(ref reader) is not { } id)
                return null;
            Span<byte> rest = stackalloc byte[member.Length];
            var length = Compact(member[(1 + (int)reader.BytesConsumed)..], rest);
            return rest[..length].SequenceEqual("}"u8) || rest[..length].SequenceEqual(",\"jsonrpc\":\"2.0\"}"u8) ? id : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static RequestId? Value(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.TokenType switch
            {
                JsonTokenType.String => new RequestId(reader.GetString()!),
                JsonTokenType.Number when reader.TryGetInt64(out var number) => new RequestId(number),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            // Invalid UTF-8, or half of a surrogate pair.
            return null;
        }
    }

    private static int Compact(ReadOnlySpan<byte> text, Span<byte> compact)
    {
        var length = 0;
        foreach (var character in text)
        {
            if (!" \t\r\n"u8.Contains(character))
                compact[length++] = character;
        }

        return length;
    }
}
