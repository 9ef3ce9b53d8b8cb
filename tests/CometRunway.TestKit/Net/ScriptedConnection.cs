using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace CometRunway.TestKit.Net;

/// <summary>One request and the open connection to answer it. The connection closes when the script returns.</summary>
public sealed class ScriptedConnection(int number, string head, NetworkStream stream, CancellationToken stopped)
{
    /// <summary>Which request of the server this is, from 1.</summary>
    public int Number => number;

    public string Head => head;

    public string PathAndQuery => head.Split(' ')[1];

    /// <summary>Cancelled when the server closes.</summary>
    public CancellationToken Stopped => stopped;

    public string? Header(string name) =>
        head.Split("\r\n").Skip(1).FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    /// <summary>Where a <c>Range: bytes=N-</c> begins; 0 without one.</summary>
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

    /// <summary>A whole 200.</summary>
    public async Task SendWholeAsync(ReadOnlyMemory<byte> body, string type = "video/mp4", string etag = "\"one\"")
    {
        await SendHeadAsync("200 OK", $"Content-Type: {type}", $"Content-Length: {body.Length}", $"ETag: {etag}");
        await SendAsync(body);
    }

    /// <summary>The rest from where the Range asked, as a 206.</summary>
    public async Task SendRestAsync(ReadOnlyMemory<byte> whole, string etag = "\"one\"")
    {
        var from = RangeStart;
        await SendHeadAsync("206 Partial Content", $"Content-Range: bytes {from}-{whole.Length - 1}/{whole.Length}", $"Content-Length: {whole.Length - from}", $"ETag: {etag}");
        await SendAsync(whole[from..]);
    }

    /// <summary>Says nothing more until the server closes.</summary>
    public Task StopRespondingAsync() => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopped);
}
