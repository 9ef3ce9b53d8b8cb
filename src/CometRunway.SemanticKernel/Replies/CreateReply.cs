using System.Text.Json.Serialization;
using CometRunway.Requests;

namespace CometRunway.SemanticKernel.Replies;

/// <summary>What <c>create_video_from_image</c> answers when a task exists.</summary>
public sealed record CreateReply : ToolReply
{
    /// <summary>False when an equal request was made a short while ago: no new video was made and nothing was charged.</summary>
    [JsonPropertyName("created")]
    public required bool Created { get; init; }

    /// <summary>The task's short name, for <c>get_video</c>.</summary>
    [JsonPropertyName("handle")]
    public required string Handle { get; init; }

    /// <summary>The service's id; absent while the request is still under way.</summary>
    [JsonPropertyName("taskId")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TaskId { get; init; }

    /// <summary>The task's state.</summary>
    [JsonPropertyName("state")]
    public required string State { get; init; }

    /// <summary>The request that was sent.</summary>
    [JsonPropertyName("request")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public VideoRequest? Request { get; init; }

    /// <summary>What was chosen for arguments that were left out, and why.</summary>
    [JsonPropertyName("notes")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Notes { get; init; }

    /// <summary>What is allowed but unwise.</summary>
    [JsonPropertyName("warnings")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Warnings { get; init; }

    /// <summary>The call that leads on.</summary>
    [JsonPropertyName("nextAction")]
    public required NextAction NextAction { get; init; }
}
