using System.Text.Json.Serialization;

namespace CometRunway.SemanticKernel.Replies;

/// <summary>One thing that is wrong with a request, or unwise.</summary>
public sealed record ProblemReply
{
    /// <summary>The argument's name.</summary>
    [JsonPropertyName("field")]
    public required string Field { get; init; }

    /// <summary>What is wrong with the value given, what is allowed, what to write instead.</summary>
    [JsonPropertyName("problem")]
    public required string Problem { get; init; }

    /// <summary>The value as given, capped.</summary>
    [JsonPropertyName("given")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Given { get; init; }

    /// <summary>The allowed values, when they can be listed.</summary>
    [JsonPropertyName("allowed")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>The allowed value nearest to the one given.</summary>
    [JsonPropertyName("nearest")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Nearest { get; init; }
}
