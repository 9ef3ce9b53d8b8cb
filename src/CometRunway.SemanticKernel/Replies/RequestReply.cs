using System.Text.Json.Serialization;

namespace CometRunway.SemanticKernel.Replies;

/// <summary>A request as arguments of <c>create_video_from_image</c>.</summary>
public sealed record RequestReply
{
    /// <summary>The image as it was given. Data URIs are omitted.</summary>
    [JsonPropertyName("image")]
    public required string Image { get; init; }

    /// <summary>The prompt.</summary>
    [JsonPropertyName("prompt")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Prompt { get; init; }

    /// <summary>The model id.</summary>
    [JsonPropertyName("model")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Model { get; init; }

    /// <summary><c>width:height</c>.</summary>
    [JsonPropertyName("ratio")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Ratio { get; init; }

    /// <summary>Seconds.</summary>
    [JsonPropertyName("duration")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Duration { get; init; }

    /// <summary>0 to 999,999,999.</summary>
    [JsonPropertyName("seed")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Seed { get; init; }

    /// <summary>True requests a watermark. Omitted if false.</summary>
    [JsonPropertyName("watermark")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Watermark { get; init; }

    /// <summary>The part of the image that the crop keeps. Omitted if the image is not cropped.</summary>
    [JsonPropertyName("cropFocus")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CropFocus { get; init; }
}
