using System.Text.Json.Serialization;

namespace CometRunway.Api;

/// <summary>The body of a create request, with the specification's field names. Fields that are null are left out.</summary>
internal sealed record CreateTaskRequest
{
    [JsonPropertyName("promptImage")]
    public required string PromptImage { get; init; }

    [JsonPropertyName("promptText")]
    public string? PromptText { get; init; }

    [JsonPropertyName("model")]
    public required string Model { get; init; }

    [JsonPropertyName("ratio")]
    public string? Ratio { get; init; }

    [JsonPropertyName("duration")]
    public int? Duration { get; init; }

    [JsonPropertyName("seed")]
    public long? Seed { get; init; }

    // Upstream dropped the field in April 2025: it is sent only when somebody asks for it.
    [JsonPropertyName("watermark")]
    public bool? Watermark { get; init; }
}
