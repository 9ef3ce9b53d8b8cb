using System.Text.Json;
using System.Text.Json.Serialization;

namespace CometRunway.SemanticKernel.Replies;

/// <summary>What a function answers to a model: small JSON whose first member is one plain sentence.</summary>
public abstract record ToolReply
{
    /// <summary>One or two plain sentences: what happened, and what to do next.</summary>
    [JsonPropertyName("message")]
    [JsonPropertyOrder(-10)]
    public required string Message { get; init; }

    /// <summary>The reply as the JSON a model reads.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ReplyJson.Readable.GetTypeInfo(GetType()));

    /// <inheritdoc cref="ToJson"/>
    public sealed override string ToString() => ToJson();
}
