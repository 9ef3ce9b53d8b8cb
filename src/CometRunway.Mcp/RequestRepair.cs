using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CometRunway.Mcp;

/// <summary>
/// Accepts the forms in which some chat clients write "nothing": an empty array as parameters or arguments, arguments as a JSON text, and an empty
/// cursor. The SDK would answer them with an internal error or an empty list.
/// </summary>
internal static class RequestRepair
{
    private const int LongestText = 64 * 1024;

    /// <summary>An incoming message filter.</summary>
    public static McpMessageHandler Filter(McpMessageHandler next) => (context, cancellationToken) =>
    {
        if (context.JsonRpcMessage is JsonRpcRequest request)
            request.Params = Repaired(request.Method, request.Params);
        return next(context, cancellationToken);
    };

    internal static JsonNode? Repaired(string method, JsonNode? parameters)
    {
        if (parameters is JsonArray { Count: 0 })
            return new JsonObject();
        if (parameters is not JsonObject given)
            return parameters;
        try
        {
            if (method is RequestMethods.ToolsCall or RequestMethods.PromptsGet && given["arguments"] is { } arguments && Arguments(arguments) is { } read)
                given["arguments"] = read;
            else if (given["cursor"] is JsonValue cursor && cursor.TryGetValue<string>(out var text) && text.Length == 0)
                given.Remove("cursor");
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or JsonException)
        {
            // Not readable, for example a name that occurs twice. The SDK reports it.
        }

        return given;
    }

    private static JsonObject? Arguments(JsonNode arguments) => arguments switch
    {
        JsonArray { Count: 0 } => [],
        JsonValue value when value.TryGetValue<string>(out var text) => Parsed(text),
        _ => null,
    };

    private static JsonObject? Parsed(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return [];
        return text.Length <= LongestText ? JsonNode.Parse(text) as JsonObject : null;
    }
}
