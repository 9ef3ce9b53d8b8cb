using System.Text.Json.Serialization;
using CometRunway.Videos.ContactSheets;

namespace CometRunway.SemanticKernel.Replies;

/// <summary>The reply of <c>get_video</c> for a running or succeeded task.</summary>
public sealed record VideoReply : ToolReply
{
    /// <summary>True if the video is ready and its files are saved.</summary>
    [JsonPropertyName("finished")]
    public required bool Finished { get; init; }

    /// <summary>The state of the task.</summary>
    [JsonPropertyName("state")]
    public required string State { get; init; }

    /// <summary>The handle of the task.</summary>
    [JsonPropertyName("handle")]
    public required string Handle { get; init; }

    /// <summary>The task id of the service.</summary>
    [JsonPropertyName("taskId")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TaskId { get; init; }

    /// <summary>The <c>requestId</c> with which the task was created.</summary>
    [JsonPropertyName("requestId")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RequestId { get; init; }

    /// <summary>True if the task was created with another API key than the one in use, for example before a key was replaced. Absent otherwise.</summary>
    [JsonPropertyName("otherKey")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? OtherKey { get; init; }

    /// <summary>
    /// Why the files of a finished task are not saved, or why the state of an unfinished one could not be read at the last attempt: a stable code, for
    /// example <c>link_rejected</c>. Absent otherwise.
    /// </summary>
    [JsonPropertyName("why")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>The progress from 0 to 1, or absent if the service does not report it.</summary>
    [JsonPropertyName("progress")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Progress { get; init; }

    /// <summary>The number of seconds from the creation of the task to its end, or to now if it has not ended.</summary>
    [JsonPropertyName("elapsedSeconds")]
    public required int ElapsedSeconds { get; init; }

    /// <summary>The saved files with their properties.</summary>
    [JsonPropertyName("files")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FileReply>? Files { get; init; }

    /// <summary>Differences between the file and the request.</summary>
    [JsonPropertyName("differences")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Differences { get; init; }

    /// <summary>Additional notes.</summary>
    [JsonPropertyName("warnings")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Warnings { get; init; }

    /// <summary>A contact sheet of the video, if it was requested and could be created. It is not part of the JSON that a model reads.</summary>
    [JsonIgnore]
    public ContactSheet? Sheet { get; init; }

    /// <summary>The suggested next call, or absent if there is none.</summary>
    [JsonPropertyName("nextAction")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NextAction? NextAction { get; init; }
}
