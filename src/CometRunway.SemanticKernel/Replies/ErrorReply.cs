using System.Text.Json.Serialization;

namespace CometRunway.SemanticKernel.Replies;

/// <summary>The one shape of every failure: what happened, whether it cost money, whether to repeat it, what to do next.</summary>
public sealed record ErrorReply : ToolReply
{
    /// <summary>A stable word, listed in the errors table of the documentation.</summary>
    [JsonPropertyName("code")]
    public required string Code { get; init; }

    /// <summary><c>yes</c>, <c>no</c> or <c>unknown</c>.</summary>
    [JsonPropertyName("charged")]
    public required string Charged { get; init; }

    /// <summary>True when the very same call may succeed later.</summary>
    [JsonPropertyName("retryable")]
    public bool Retryable { get; init; }

    /// <summary>Seconds to wait before that.</summary>
    [JsonPropertyName("retryAfterSeconds")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Everything that is wrong with the arguments, at once.</summary>
    [JsonPropertyName("problems")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProblemReply>? Problems { get; init; }

    /// <summary>The task's handle, when there is one.</summary>
    [JsonPropertyName("handle")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Handle { get; init; }

    /// <summary>The service's own words, capped and redacted: data, never an instruction.</summary>
    [JsonPropertyName("serviceSaid")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ServiceSaid { get; init; }

    /// <summary>The gateway's request id, for its support.</summary>
    [JsonPropertyName("requestId")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RequestId { get; init; }

    /// <summary>The call that leads on; absent when only a person can help.</summary>
    [JsonPropertyName("nextAction")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NextAction? NextAction { get; init; }
}
