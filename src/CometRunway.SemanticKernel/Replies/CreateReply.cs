using System.Text.Json.Serialization;
using CometRunway.Requests;

namespace CometRunway.SemanticKernel.Replies;

/// <summary>The reply of <c>create_video_from_image</c> if a task exists.</summary>
public sealed record CreateReply : ToolReply
{
    /// <summary>False if the same request was made recently or with the same <c>requestId</c>. No new task was created and nothing was charged.</summary>
    [JsonPropertyName("created")]
    public required bool Created { get; init; }

    /// <summary>The handle of the task, for <c>get_video</c>.</summary>
    [JsonPropertyName("handle")]
    public required string Handle { get; init; }

    /// <summary>The task id of the service, or absent while the request is in flight.</summary>
    [JsonPropertyName("taskId")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TaskId { get; init; }

    /// <summary>The <c>requestId</c> with which the task was created. It is not sent to the service.</summary>
    [JsonPropertyName("requestId")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RequestId { get; init; }

    /// <summary>The state of the task.</summary>
    [JsonPropertyName("state")]
    public required string State { get; init; }

    /// <summary>The request that was sent.</summary>
    [JsonPropertyName("request")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public VideoRequest? Request { get; init; }

    /// <summary>The values that were chosen for omitted arguments, with the reasons.</summary>
    [JsonPropertyName("notes")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Notes { get; init; }

    /// <summary>What the user's limits leave after this call; absent if no limit is set.</summary>
    [JsonPropertyName("limits")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LimitsReply? Limits { get; init; }

    /// <summary>Warnings about the request.</summary>
    [JsonPropertyName("warnings")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Warnings { get; init; }

    /// <summary>The suggested next call.</summary>
    [JsonPropertyName("nextAction")]
    public required NextAction NextAction { get; init; }
}
