using System.Text.Json;
using System.Text.Json.Serialization;

namespace CometRunway.SemanticKernel.Replies;

/// <summary>The reply of a function to a model: a small JSON object whose first property is a sentence.</summary>
public abstract record ToolReply
{
    /// <summary>One or more sentences: the result and the next step.</summary>
    [JsonPropertyName("message")]
    [JsonPropertyOrder(-10)]
    public required string Message { get; init; }

    /// <summary>Returns the JSON that a model reads.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ReplyJson.Readable.GetTypeInfo(GetType()));

    /// <inheritdoc cref="ToJson"/>
    public sealed override string ToString() => ToJson();
}
