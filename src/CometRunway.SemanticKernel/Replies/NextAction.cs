using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace CometRunway.SemanticKernel.Replies;

/// <summary>The suggested next call. It can be made without changes.</summary>
/// <param name="Tool">The name of the function.</param>
/// <param name="Arguments">The arguments.</param>
public sealed record NextAction(
    [property: JsonPropertyName("tool")] string Tool,
    [property: JsonPropertyName("arguments")] JsonObject Arguments);
