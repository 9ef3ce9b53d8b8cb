using System.Text.Json.Serialization;
using CometRunway.Videos.ContactSheets;

namespace CometRunway.SemanticKernel.Replies;

/// <summary>What <c>get_video</c> answers about a task that runs or succeeded.</summary>
public sealed record VideoReply : ToolReply
{
    /// <summary>True when nothing changes any more.</summary>
    [JsonPropertyName("finished")]
    public required bool Finished { get; init; }

    /// <summary>The task's state.</summary>
    [JsonPropertyName("state")]
    public required string State { get; init; }

    /// <summary>The task's short name.</summary>
    [JsonPropertyName("handle")]
    public required string Handle { get; init; }

    /// <summary>The service's id.</summary>
    [JsonPropertyName("taskId")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TaskId { get; init; }

    /// <summary>0 to 1, when told.</summary>
    [JsonPropertyName("progress")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Progress { get; init; }

    /// <summary>Seconds since the task was created.</summary>
    [JsonPropertyName("elapsedSeconds")]
    public required int ElapsedSeconds { get; init; }

    /// <summary>The saved files with what is in them.</summary>
    [JsonPropertyName("files")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FileReply>? Files { get; init; }

    /// <summary>How the file differs from the request.</summary>
    [JsonPropertyName("differences")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Differences { get; init; }

    /// <summary>What is worth knowing besides.</summary>
    [JsonPropertyName("warnings")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Warnings { get; init; }

    /// <summary>Frames of the video, when they were asked for and ffmpeg is there; for code. It is not part of the text a model reads.</summary>
    [JsonIgnore]
    public ContactSheet? Sheet { get; init; }

    /// <summary>The call that leads on; absent when there is nothing left to do.</summary>
    [JsonPropertyName("nextAction")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NextAction? NextAction { get; init; }
}
