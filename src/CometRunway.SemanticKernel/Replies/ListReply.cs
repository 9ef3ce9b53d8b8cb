using System.Text.Json.Serialization;

namespace CometRunway.SemanticKernel.Replies;

/// <summary>The reply of <c>list_videos</c>.</summary>
public sealed record ListReply : ToolReply
{
    /// <summary>The tasks, newest first.</summary>
    [JsonPropertyName("videos")]
    public required IReadOnlyList<ListedVideo> Videos { get; init; }

    /// <summary>The number of matching tasks on all pages.</summary>
    [JsonPropertyName("total")]
    public required int Total { get; init; }

    /// <summary>The <c>cursor</c> of the next page, or absent on the last page.</summary>
    [JsonPropertyName("nextCursor")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NextCursor { get; init; }
}

/// <summary>A task in a list.</summary>
public sealed record ListedVideo
{
    /// <summary>The handle of the task.</summary>
    [JsonPropertyName("handle")]
    public required string Handle { get; init; }

    /// <summary>The state of the task.</summary>
    [JsonPropertyName("state")]
    public required string State { get; init; }

    /// <summary>True if the task was created with another API key than the one in use, for example before a key was replaced. Absent otherwise.</summary>
    [JsonPropertyName("otherKey")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? OtherKey { get; init; }

    /// <summary>The time at which the task was created, in UTC.</summary>
    [JsonPropertyName("created")]
    public required string Created { get; init; }

    /// <summary>The name of the image.</summary>
    [JsonPropertyName("image")]
    public required string Image { get; init; }

    /// <summary>The prompt, truncated.</summary>
    [JsonPropertyName("prompt")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Prompt { get; init; }

    /// <summary>Model, ratio, duration and seed in one line.</summary>
    [JsonPropertyName("settings")]
    public required string Settings { get; init; }

    /// <summary>The <c>requestId</c> with which the task was created.</summary>
    [JsonPropertyName("requestId")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RequestId { get; init; }

    /// <summary>Why the files of a finished task are not saved: a stable code and a sentence. Absent otherwise.</summary>
    [JsonPropertyName("notSaved")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NotSaved { get; init; }

    /// <summary>The path of the file, if it is saved.</summary>
    [JsonPropertyName("path")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Path { get; init; }
}
