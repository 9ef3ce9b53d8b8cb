using System.Text.Json.Serialization;

namespace CometRunway.SemanticKernel.Replies;

/// <summary>What <c>find_images</c> answers.</summary>
public sealed record ImagesReply : ToolReply
{
    /// <summary>The images, newest first.</summary>
    [JsonPropertyName("images")]
    public required IReadOnlyList<ImageReply> Images { get; init; }

    /// <summary>How many files match, shown or not.</summary>
    [JsonPropertyName("total")]
    public required int Total { get; init; }
}

/// <summary>One image.</summary>
public sealed record ImageReply
{
    /// <summary>What to give as <c>image</c>.</summary>
    [JsonPropertyName("path")]
    public required string Path { get; init; }

    /// <summary>When it was last changed or put there, UTC.</summary>
    [JsonPropertyName("modified")]
    public required string Modified { get; init; }

    /// <summary>Size in bytes.</summary>
    [JsonPropertyName("bytes")]
    public required long Bytes { get; init; }

    /// <summary>The media type by its bytes.</summary>
    [JsonPropertyName("type")]
    public required string Type { get; init; }

    /// <summary>Pixels, as a viewer shows it.</summary>
    [JsonPropertyName("width")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Width { get; init; }

    /// <summary>Pixels, as a viewer shows it.</summary>
    [JsonPropertyName("height")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Height { get; init; }

    /// <summary><c>landscape</c>, <c>portrait</c> or <c>square</c>.</summary>
    [JsonPropertyName("orientation")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Orientation { get; init; }

    /// <summary>The ratio of the usual model that keeps most of it.</summary>
    [JsonPropertyName("nearestRatio")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NearestRatio { get; init; }
}
