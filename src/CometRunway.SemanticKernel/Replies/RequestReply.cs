using System.Text.Json.Serialization;

namespace CometRunway.SemanticKernel.Replies;

/// <summary>A request in the arguments of <c>create_video_from_image</c>, ready to be sent.</summary>
public sealed record RequestReply
{
    /// <summary>The image as it was given; a data URI is not repeated.</summary>
    [JsonPropertyName("image")]
    public required string Image { get; init; }

    /// <summary>What should move, and how.</summary>
    [JsonPropertyName("prompt")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Prompt { get; init; }

    /// <summary>The model's id.</summary>
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

    /// <summary>True asks for a watermark; left out when false.</summary>
    [JsonPropertyName("watermark")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Watermark { get; init; }

    /// <summary>Around which part the image is cropped before it is sent; left out when it is not.</summary>
    [JsonPropertyName("cropFocus")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CropFocus { get; init; }
}
