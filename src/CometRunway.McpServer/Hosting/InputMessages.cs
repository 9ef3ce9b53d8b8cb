using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace CometRunway.McpServer.Hosting;

/// <summary>Reads the messages in a line of the input: one, or several in a JSON-RPC batch. What cannot be read becomes an error for the client.</summary>
internal static class InputMessages
{
    private const int MaxBatch = 64;

    private static readonly string[] HandshakeVersions = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"];

    private static readonly JsonTypeInfo MessageType = McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage));

    /// <summary>Returns the messages, and a refusal for each that cannot be read. An empty line has none.</summary>
    public static IReadOnlyList<InputMessage> Read(InputLine line)
    {
        if (line.IsTooLong)
            return [Refused(Refusal(RequestIdScan.Find(line.Bytes.Span, line.Tail.Span), McpErrorCode.InvalidRequest, $"The message is longer than {LineReader.Longest / 1_000_000} MB. Give the path of an image or a link instead of its bytes."))];
        var bytes = WithoutByteOrderMark(line.Bytes).Span.Trim(" \t\r"u8);
        if (bytes.IsEmpty)
            return [];
        if (!Utf8.IsValid(bytes))
            return [Refused(Refusal(RequestIdScan.Find(bytes, bytes), McpErrorCode.ParseError, "The message is not valid UTF-8."))];
        return bytes[0] == '[' ? Batch(bytes) : [One(bytes)];
    }

    /// <summary>Creates the answer to a message that is not processed.</summary>
    public static JsonRpcError Refusal(RequestId id, McpErrorCode code, string message) =>
        new() { Id = id, Error = new() { Code = (int)code, Message = message } };

    private static List<InputMessage> Batch(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var batch = JsonElement.Parse(bytes);
            if (batch.GetArrayLength() is 0 or > MaxBatch)
                return [Refused(Refusal(default, McpErrorCode.InvalidRequest, $"A batch has 1 to {MaxBatch} messages."))];
            var messages = new List<InputMessage>();
            foreach (var message in batch.EnumerateArray())
                messages.Add(One(JsonMarshal.GetRawUtf8Value(message)));
            return messages;
        }
        catch (JsonException)
        {
            return [Refused(Unreadable(bytes))];
        }
    }

    private static InputMessage One(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, MessageType) is JsonRpcMessage message ? new InputMessage(WithKnownVersion(message), bytes.Length) : Refused(Unreadable(bytes));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            return Refused(Unreadable(bytes));
        }
    }

    private static InputMessage Refused(JsonRpcError error) => new(error, 0) { IsRefusal = true };

    private static JsonRpcError Unreadable(ReadOnlySpan<byte> bytes) =>
        Refusal(RequestIdScan.Find(bytes, bytes), McpErrorCode.ParseError, "The message cannot be read. Send one JSON-RPC 2.0 message in each line.");

    /// <summary>
    /// Answers a handshake for an unknown version with the newest version that has a handshake, as the protocol specifies. The SDK rejects versions
    /// that are newer than that one.
    /// </summary>
    private static JsonRpcMessage WithKnownVersion(JsonRpcMessage message)
    {
        if (message is JsonRpcRequest { Method: RequestMethods.Initialize, Params: JsonObject parameters }
            && !(parameters["protocolVersion"] is JsonValue version && version.TryGetValue<string>(out var known) && HandshakeVersions.Contains(known)))
            parameters["protocolVersion"] = HandshakeVersions[^1];
        return message;
    }

    private static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> line) => line.Span.StartsWith("\uFEFF"u8) ? line[3..] : line;
}

/// <summary>A message of the client, or the server's answer to one that cannot be read.</summary>
/// <param name="Message">The message.</param>
/// <param name="Bytes">Its size.</param>
internal readonly record struct InputMessage(JsonRpcMessage Message, int Bytes)
{
    /// <summary>True for an answer, which is sent to the client instead of being processed.</summary>
    public bool IsRefusal { get; init; }
}
