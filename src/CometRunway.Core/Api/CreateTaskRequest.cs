using System.Text.Json.Serialization;

namespace CometRunway.Api;

/// <summary>The body of a create request. Fields that are null are omitted.</summary>
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

    // Runway removed this field in April 2025, so it is sent only when the caller sets it.
    [JsonPropertyName("watermark")]
    public bool? Watermark { get; init; }
}
