using System.Text.Json;
using System.Text.Json.Serialization;

namespace CometRunway.SemanticKernel.Replies;

/// <summary>The reply of a function to a model: small JSON whose first member is a plain sentence.</summary>
public abstract record ToolReply
{
    /// <summary>One or two plain sentences: what happened, and what to do next.</summary>
    [JsonPropertyName("message")]
    [JsonPropertyOrder(-10)]
    public required string Message { get; init; }

    /// <summary>Returns the JSON that a model reads.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ReplyJson.Readable.GetTypeInfo(GetType()));

    /// <inheritdoc cref="ToJson"/>
    public sealed override string ToString() => ToJson();
}
