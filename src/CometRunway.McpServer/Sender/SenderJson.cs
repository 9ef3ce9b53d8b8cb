using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CometRunway.McpServer.Sender;

/// <summary>Serializes the messages between server and sender.</summary>
[JsonSerializable(typeof(SenderRequest))]
[JsonSerializable(typeof(SenderAnswer))]
internal sealed partial class SenderJson : JsonSerializerContext
{
    /// <summary>The messages stay between two processes, so an image as Base64 needs no escapes, which would cost time.</summary>
    public static SenderJson Plain { get; } = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
