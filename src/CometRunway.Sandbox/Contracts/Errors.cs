using System.Text.Json.Serialization;

namespace CometRunway.Sandbox.Contracts;

/// <summary>The gateway's OpenAI-style error envelope, for authentication, routing and rate limits.</summary>
internal sealed record GatewayError([property: JsonPropertyName("error")] GatewayErrorDetail Error);

internal sealed record GatewayErrorDetail(
    [property: JsonPropertyName("code"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Code,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("param"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Param = null);

/// <summary>The gateway's error envelope for tasks; <c>data</c> is always null.</summary>
internal sealed record RelayError(
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("data")] string? Data = null);

/// <summary>Runway's error, with or without a list of invalid fields.</summary>
internal sealed record UpstreamError(
    [property: JsonPropertyName("error")] string Error,
    [property: JsonPropertyName("issues"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<UpstreamIssue>? Issues = null,
    [property: JsonPropertyName("docUrl"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? DocUrl = null);

internal sealed record UpstreamIssue(
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("path")] IReadOnlyList<string> Path,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("expected"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Expected = null);
