using System.Text.Json.Serialization;

namespace CometRunway.SemanticKernel.Replies;

/// <summary>What <c>list_videos</c> answers.</summary>
public sealed record ListReply : ToolReply
{
    /// <summary>The tasks, newest first.</summary>
    [JsonPropertyName("videos")]
    public required IReadOnlyList<ListedVideo> Videos { get; init; }

    /// <summary>How many match on all pages.</summary>
    [JsonPropertyName("total")]
    public required int Total { get; init; }

    /// <summary>Pass it as <c>cursor</c> for the next page; absent on the last.</summary>
    [JsonPropertyName("nextCursor")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NextCursor { get; init; }
}

/// <summary>One task of a list.</summary>
public sealed record ListedVideo
{
    /// <summary>The task's short name.</summary>
    [JsonPropertyName("handle")]
    public required string Handle { get; init; }

    /// <summary>The task's state.</summary>
    [JsonPropertyName("state")]
    public required string State { get; init; }

    /// <summary>When it was created, UTC.</summary>
    [JsonPropertyName("created")]
    public required string Created { get; init; }

    /// <summary>The image's name.</summary>
    [JsonPropertyName("image")]
    public required string Image { get; init; }

    /// <summary>The prompt, capped.</summary>
    [JsonPropertyName("prompt")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Prompt { get; init; }

    /// <summary>Model, ratio and seconds in one line.</summary>
    [JsonPropertyName("settings")]
    public required string Settings { get; init; }

    /// <summary>Where the file is, when it is saved.</summary>
    [JsonPropertyName("path")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Path { get; init; }
}
