using System.Text.Json.Serialization;

namespace CometRunway.SemanticKernel.Replies;

/// <summary>What the limits of the user leave. A limit that is not set is absent.</summary>
public sealed record LimitsReply
{
    /// <summary>The tasks in any 60 minutes.</summary>
    [JsonPropertyName("tasksPerHour")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LimitReply? TasksPerHour { get; init; }

    /// <summary>The tasks in any 24 hours.</summary>
    [JsonPropertyName("tasksPerDay")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LimitReply? TasksPerDay { get; init; }

    /// <summary>The seconds of video in any 24 hours.</summary>
    [JsonPropertyName("secondsPerDay")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LimitReply? SecondsPerDay { get; init; }
}

/// <summary>What is left of a limit.</summary>
/// <param name="Left">The tasks or seconds that are left.</param>
/// <param name="Of">The value of the limit.</param>
public sealed record LimitReply(
    [property: JsonPropertyName("left")] int Left,
    [property: JsonPropertyName("of")] int Of);
