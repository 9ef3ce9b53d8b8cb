using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace CometRunway.TestKit.Net;

/// <summary>A request and the open connection for the response. The connection is closed when the script returns.</summary>
public sealed class ScriptedConnection(int number, string head, NetworkStream stream, CancellationToken stopped)
{
    /// <summary>The number of the request, starting at 1.</summary>
    public int Number => number;

    public string Head => head;

    public string PathAndQuery => head.Split(' ')[1];

    /// <summary>Cancelled when the server stops.</summary>
    public CancellationToken Stopped => stopped;

    public string? Header(string name) =>
        head.Split("\r\n").Skip(1).FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    /// <summary>The start of a <c>Range: bytes=N-</c> header; 0 if there is none.</summary>
    public int RangeStart => Header("Range") is { } range
        ? int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture)
        : 0;

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        await stream.WriteAsync(bytes, stopped);
        await stream.FlushAsync(stopped);
    }

    public Task SendHeadAsync(string status, params string[] headers) =>
        SendAsync($"HTTP/1.1 {status}\r\n{string.Concat(headers.Select(header => header + "\r\n"))}Connection: close\r\n\r\n");

    /// <summary>Sends a complete 200 response.</summary>
    public async Task SendWholeAsync(ReadOnlyMemory<byte> body, string type = "video/mp4", string etag = "\"one\"")
    {
        await SendHeadAsync("200 OK", $"Content-Type: {type}", $"Content-Length: {body.Length}", $"ETag: {etag}");
        await SendAsync(body);
    }

    /// <summary>Sends the requested range as a 206 response.</summary>
    public async Task SendRestAsync(ReadOnlyMemory<byte> whole, string etag = "\"one\"")
    {
        var from = RangeStart;
        await SendHeadAsync("206 Partial Content", $"Content-Range: bytes {from}-{whole.Length - 1}/{whole.Length}", $"Content-Length: {whole.Length - from}", $"ETag: {etag}");
        await SendAsync(whole[from..]);
    }

    /// <summary>Waits until the server stops, without sending data.</summary>
    public Task StopRespondingAsync() => new TaskCompletionSource().Task.WaitAsync(stopped);
}
