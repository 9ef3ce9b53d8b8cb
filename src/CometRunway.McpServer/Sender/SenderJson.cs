using System.Text.Json.Serialization;

namespace CometRunway.McpServer.Sender;

/// <summary>Serializes the messages between server and sender.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(SenderRequest))]
[JsonSerializable(typeof(SenderAnswer))]
internal sealed partial class SenderJson : JsonSerializerContext;
