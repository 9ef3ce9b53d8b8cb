using System.Text.Json.Serialization;

namespace CometRunway.SemanticKernel.Replies;

/// <summary>A limit of the user and what is left of it.</summary>
public sealed record LimitReply
{
    /// <summary><c>tasksPerHour</c>, <c>tasksPerDay</c> or <c>secondsPerDay</c>: within the last 60 minutes or 24 hours.</summary>
    [JsonPropertyName("limit")]
    public required string Limit { get; init; }

    /// <summary>The tasks or seconds of video that are left.</summary>
    [JsonPropertyName("left")]
    public required int Left { get; init; }

    /// <summary>The value of the limit.</summary>
    [JsonPropertyName("of")]
    public required int Of { get; init; }
}
