using System.Globalization;
using System.Text;

namespace CometRunway.TestKit.Gateways;

/// <summary>A request as it arrived: nothing is decoded.</summary>
/// <param name="Text">The request line and the headers.</param>
public sealed record RawRequest(string Text)
{
    /// <summary>The method.</summary>
    public string Method => Text.Split(' ')[0];

    /// <summary>The request target, byte for byte.</summary>
    public string Target => Text.Split(' ')[1];

    /// <summary>The value of a header; null if there is none.</summary>
    public string? Header(string name) =>
        Text.Split("\r\n").Skip(1).FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    /// <summary>The start of a <c>Range: bytes=N-</c> header; null if there is none.</summary>
    public int? RangeStart => Header("Range") is { } range ? int.Parse(range["bytes=".Length..].Split('-')[0], CultureInfo.InvariantCulture) : null;
}

/// <summary>A response as it is sent: no header is added except <c>Content-Length</c>.</summary>
public sealed record RawResponse(string Status, byte[] Body, params string[] Headers)
{
    /// <summary>The number of bytes of the body that are sent before the connection is closed; null for all.</summary>
    public int? CutAt { get; init; }

    /// <summary>A response with a text.</summary>
    public static RawResponse Text(string status, string body, string? contentType = "application/json") =>
        new(status, Encoding.UTF8.GetBytes(body), contentType is null ? [] : [$"Content-Type: {contentType}"]);

    /// <summary>A complete video.</summary>
    public static RawResponse Video(byte[] body, params string[] headers) => new("200 OK", body, ["Content-Type: video/mp4", .. headers]);

    /// <summary>A part of a video, with both ends included.</summary>
    public static RawResponse Part(byte[] whole, int from, int to, params string[] headers) =>
        new("206 Partial Content", whole[from..(to + 1)], ["Content-Type: video/mp4", $"Content-Range: bytes {from}-{to}/{whole.Length}", .. headers]);

    /// <summary>A redirect.</summary>
    public static RawResponse Redirect(string location) => new("302 Found", [], $"Location: {location}");
}
