using System.Text.Json.Serialization;

namespace CometRunway.SemanticKernel.Replies;

/// <summary>The reply of <c>find_images</c>.</summary>
public sealed record ImagesReply : ToolReply
{
    /// <summary>The images, newest first.</summary>
    [JsonPropertyName("images")]
    public required IReadOnlyList<ImageReply> Images { get; init; }

    /// <summary>The total number of matching files.</summary>
    [JsonPropertyName("total")]
    public required int Total { get; init; }
}

/// <summary>An image in the reply.</summary>
public sealed record ImageReply
{
    /// <summary>The value to pass as <c>image</c>.</summary>
    [JsonPropertyName("path")]
    public required string Path { get; init; }

    /// <summary>The time at which the file was last changed or added, in UTC.</summary>
    [JsonPropertyName("modified")]
    public required string Modified { get; init; }

    /// <summary>The size in bytes.</summary>
    [JsonPropertyName("bytes")]
    public required long Bytes { get; init; }

    /// <summary>The media type, detected from the content.</summary>
    [JsonPropertyName("type")]
    public required string Type { get; init; }

    /// <summary>The display width in pixels.</summary>
    [JsonPropertyName("width")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Width { get; init; }

    /// <summary>The display height in pixels.</summary>
    [JsonPropertyName("height")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Height { get; init; }

    /// <summary><c>landscape</c>, <c>portrait</c> or <c>square</c>.</summary>
    [JsonPropertyName("orientation")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Orientation { get; init; }

    /// <summary>The ratio of the likely default model that keeps most of the image.</summary>
    [JsonPropertyName("nearestRatio")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NearestRatio { get; init; }
}
