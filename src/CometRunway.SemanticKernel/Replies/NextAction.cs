using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace CometRunway.SemanticKernel.Replies;

/// <summary>The one call that leads on, ready to be made as it stands.</summary>
/// <param name="Tool">The function's name.</param>
/// <param name="Arguments">Its arguments.</param>
public sealed record NextAction(
    [property: JsonPropertyName("tool")] string Tool,
    [property: JsonPropertyName("arguments")] JsonObject Arguments);
