using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CometRunway.Sandbox.Faults;

namespace CometRunway.Sandbox.Api;

/// <summary>An answer that is ready to be sent, well or badly.</summary>
internal sealed record Answer(int Status, string? ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>No answer at all: the connection is reset.</summary>
    public static Answer Reset { get; } = new(0, null, default);

    public string? Location { get; init; }

    public string? RetryAfter { get; init; }

    public string? ContentRange { get; init; }

    public bool AcceptsRanges { get; init; }

    /// <summary>Bytes of filler that follow the body.</summary>
    public long Filler { get; init; }

    public static Answer Text(int status, string contentType, string body) =>
        new(status, body.Length == 0 ? null : contentType, Encoding.UTF8.GetBytes(body));

    public static Answer Json(int status, string body) => Text(status, FaultBodies.Json, body);

    public static Answer Json<T>(int status, T body, JsonTypeInfo<T> info) =>
        new(status, FaultBodies.Json, JsonSerializer.SerializeToUtf8Bytes(body, info));
}
