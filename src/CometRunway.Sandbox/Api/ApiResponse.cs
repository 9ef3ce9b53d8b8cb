using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CometRunway.Sandbox.Faults;

namespace CometRunway.Sandbox.Api;

/// <summary>A response that is ready to be sent.</summary>
internal sealed record ApiResponse(int Status, string? ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>No response: the connection is reset.</summary>
    public static ApiResponse Reset { get; } = new(0, null, default);

    public string? Location { get; init; }

    public string? RetryAfter { get; init; }

    public string? ContentRange { get; init; }

    public bool AcceptsRanges { get; init; }

    public string? ContentEncoding { get; init; }

    public string? EntityTag { get; init; }

    /// <summary>The number of filler bytes after the body.</summary>
    public long FillerBytes { get; init; }

    public static ApiResponse Text(int status, string contentType, string body) =>
        new(status, body.Length == 0 ? null : contentType, Encoding.UTF8.GetBytes(body));

    public static ApiResponse Json(int status, string body) => Text(status, ResponseBodies.Json, body);

    public static ApiResponse Json<T>(int status, T body, JsonTypeInfo<T> info) =>
        new(status, ResponseBodies.Json, JsonSerializer.SerializeToUtf8Bytes(body, info));
}
