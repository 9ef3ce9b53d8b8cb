using System.Buffers.Binary;
using System.Text.Json;

namespace CometRunway.McpServer.Sender;

/// <summary>The first message of a sender.</summary>
internal enum SenderReadiness : byte
{
    /// <summary>It ended before it was ready, or its message cannot be read. It may still have the request.</summary>
    None,

    /// <summary>It was asked only to respond.</summary>
    Ready,

    /// <summary>It is the owner of the row, and sends the request.</summary>
    Taken,

    /// <summary>The row does not await a sender, or cannot be read. It sends nothing.</summary>
    Declined,
}

/// <summary>Writes and reads the messages of a sender: one byte, and after <see cref="SenderReadiness.Taken"/> a length and the answer as JSON.</summary>
internal static class SenderMessages
{
    private const int Longest = 1 << 20;

    public static async Task WriteAsync(Stream output, SenderReadiness readiness) => await WriteOrIgnoreAsync(output, new[] { (byte)readiness });

    public static async Task WriteAsync(Stream output, SenderAnswer answer)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(answer, SenderJson.Plain.SenderAnswer);
        var message = new byte[sizeof(int) + json.Length];
        BinaryPrimitives.WriteInt32LittleEndian(message, json.Length);
        json.CopyTo(message, sizeof(int));
        await WriteOrIgnoreAsync(output, message);
    }

    public static async Task<SenderReadiness> ReadReadinessAsync(Stream output)
    {
        var one = new byte[1];
        return await output.ReadAtLeastAsync(one, 1, throwOnEndOfStream: false) == 1 && (SenderReadiness)one[0] is <= SenderReadiness.Declined and var readiness
            ? readiness
            : SenderReadiness.None;
    }

    /// <summary>Reads the answer; null if the sender ended without one.</summary>
    public static async Task<SenderAnswer?> ReadAnswerAsync(Stream output)
    {
        try
        {
            var length = new byte[sizeof(int)];
            await output.ReadExactlyAsync(length);
            if (BinaryPrimitives.ReadInt32LittleEndian(length) is not (> 0 and <= Longest and var size))
                return null;
            var json = new byte[size];
            await output.ReadExactlyAsync(json);
            return JsonSerializer.Deserialize(json, SenderJson.Plain.SenderAnswer);
        }
        catch (Exception error) when (error is IOException or JsonException or ObjectDisposedException)
        {
            return null;
        }
    }

    /// <summary>The server may be gone. The sender continues without it.</summary>
    private static async Task WriteOrIgnoreAsync(Stream output, ReadOnlyMemory<byte> message)
    {
        try
        {
            await output.WriteAsync(message);
            await output.FlushAsync();
        }
        catch (IOException)
        {
            // Nobody reads it.
        }
    }
}
