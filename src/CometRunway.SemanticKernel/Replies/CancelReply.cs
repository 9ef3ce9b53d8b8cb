using System.Text.Json.Serialization;

namespace CometRunway.SemanticKernel.Replies;

/// <summary>What <c>cancel_video</c> answers.</summary>
public sealed record CancelReply : ToolReply
{
    /// <summary>True when the service took the cancellation.</summary>
    [JsonPropertyName("cancelled")]
    public required bool Cancelled { get; init; }

    /// <summary>The task's short name.</summary>
    [JsonPropertyName("handle")]
    public required string Handle { get; init; }

    /// <summary>The task's state now.</summary>
    [JsonPropertyName("state")]
    public required string State { get; init; }

    /// <summary>The call that leads on.</summary>
    [JsonPropertyName("nextAction")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NextAction? NextAction { get; init; }
}
