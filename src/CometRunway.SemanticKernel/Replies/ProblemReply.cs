using System.Text.Json.Serialization;

namespace CometRunway.SemanticKernel.Replies;

/// <summary>A problem with a request, or a warning.</summary>
public sealed record ProblemReply
{
    /// <summary>The name of the argument.</summary>
    [JsonPropertyName("field")]
    public required string Field { get; init; }

    /// <summary>The problem with the value, the allowed values, and a suggestion.</summary>
    [JsonPropertyName("problem")]
    public required string Problem { get; init; }

    /// <summary>The value, truncated.</summary>
    [JsonPropertyName("given")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Given { get; init; }

    /// <summary>The allowed values, if they can be listed.</summary>
    [JsonPropertyName("allowed")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>The allowed value nearest to the given value.</summary>
    [JsonPropertyName("nearest")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Nearest { get; init; }
}
