using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CometRunway.McpServer.Animate;

/// <summary>The result of <c>animate</c>, printed as text or as JSON.</summary>
internal sealed record AnimateReport
{
    [JsonPropertyName("outcome")]
    public required AnimateOutcome Outcome { get; init; }

    [JsonPropertyName("message")]
    public required string Message { get; init; }

    /// <summary><c>yes</c>, <c>no</c> or <c>unknown</c>.</summary>
    [JsonPropertyName("charged")]
    public required string Charged { get; init; }

    [JsonPropertyName("task")]
    public string? Task { get; init; }

    [JsonPropertyName("taskId")]
    public string? TaskId { get; init; }

    /// <summary>An id in the response of the service that is not confirmed as that of the task.</summary>
    [JsonPropertyName("unconfirmedId")]
    public string? UnconfirmedId { get; init; }

    [JsonPropertyName("files")]
    public IReadOnlyList<string>? Files { get; init; }

    /// <summary>Differences between the file and the request.</summary>
    [JsonPropertyName("differences")]
    public IReadOnlyList<string>? Differences { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, AnimateJson.Readable.AnimateReport);
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AnimateReport))]
internal sealed partial class AnimateJson : JsonSerializerContext
{
    /// <summary>The output goes to a terminal or a script, not into HTML, so quotes and accents are not escaped.</summary>
    public static AnimateJson Readable { get; } = new(new JsonSerializerOptions
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter<AnimateOutcome>(JsonNamingPolicy.CamelCase) },
    });
}
