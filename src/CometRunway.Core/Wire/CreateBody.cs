using System.Text.Json.Serialization;
using CometRunway.ImageToVideo;

namespace CometRunway.Wire;

/// <summary>The create body with the specification's field names. Fields that were not asked for are left out.</summary>
internal sealed record CreateBody
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

    public static CreateBody From(ImageToVideoRequest request) => new()
    {
        PromptImage = request.Image.ToWire(),
        PromptText = request.Prompt,
        Model = request.Model,
        Ratio = request.Ratio,
        Duration = request.Duration,
        Seed = request.Seed,
        Watermark = request.Watermark ? true : null,
    };
}
