using System.Text.Json.Serialization;

namespace CometRunway.SemanticKernel.Replies;

/// <summary>The reply of <c>cancel_video</c>.</summary>
public sealed record CancelReply : ToolReply
{
    /// <summary>True if the task is cancelled, by this call or an earlier one.</summary>
    [JsonPropertyName("cancelled")]
    public required bool Cancelled { get; init; }

    /// <summary>The handle of the task.</summary>
    [JsonPropertyName("handle")]
    public required string Handle { get; init; }

    /// <summary>The current state of the task.</summary>
    [JsonPropertyName("state")]
    public required string State { get; init; }

    /// <summary>The suggested next call.</summary>
    [JsonPropertyName("nextAction")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NextAction? NextAction { get; init; }
}
