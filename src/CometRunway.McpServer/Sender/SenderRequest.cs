using System.Buffers.Binary;
using System.Text.Json;
using CometRunway.Api;

namespace CometRunway.McpServer.Sender;

/// <summary>
/// What a sender needs to send one request: the settings that apply, the key and the body. It is written to the sender's standard input as a length, the
/// JSON and one final byte. A sender that does not receive all of it sends nothing. Not a record, because its text would contain the key.
/// </summary>
internal sealed class SenderRequest
{
    /// <summary>Longer than any request: the longest image with every character escaped, plus the text.</summary>
    private const int Longest = 128 << 20;

    public required string Handle { get; init; }

    /// <summary>The folder of the ledger.</summary>
    public required string Ledger { get; init; }

    public required Uri BaseAddress { get; init; }

    public required string ApiVersion { get; init; }

    public required TimeSpan CreateTimeout { get; init; }

    public required string Key { get; init; }

    public required CreateTaskRequest Body { get; init; }

    /// <summary>The final byte of a message. The server writes it after the first stage has ended.</summary>
    public static ReadOnlyMemory<byte> Final { get; } = new byte[] { (byte)'\n' };

    /// <summary>Returns the message without its final byte. A message without request asks the sender only to respond.</summary>
    public static byte[] Write(SenderRequest? request)
    {
        var json = request is null ? [] : JsonSerializer.SerializeToUtf8Bytes(request, SenderJson.Plain.SenderRequest);
        var message = new byte[sizeof(int) + json.Length];
        BinaryPrimitives.WriteInt32LittleEndian(message, json.Length);
        json.CopyTo(message, sizeof(int));
        return message;
    }

    /// <summary>Reads a message.</summary>
    /// <exception cref="EndOfStreamException">The message is incomplete.</exception>
    /// <exception cref="JsonException">The message is invalid.</exception>
    public static async Task<SenderRequest?> ReadAsync(Stream input)
    {
        var length = new byte[sizeof(int)];
        await input.ReadExactlyAsync(length);
        var json = new byte[BinaryPrimitives.ReadInt32LittleEndian(length) is >= 0 and <= Longest and var size ? size : throw new JsonException()];
        await input.ReadExactlyAsync(json);
        await input.ReadExactlyAsync(length.AsMemory(0, Final.Length));
        return json.Length == 0 ? null : JsonSerializer.Deserialize(json, SenderJson.Plain.SenderRequest);
    }
}
