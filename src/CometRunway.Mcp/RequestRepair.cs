using System.Text.Json;
using System.Text.Json.Nodes;
using CometRunway.Text;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CometRunway.Mcp;

/// <summary>
/// Accepts the forms in which some chat clients write "nothing": an empty array as parameters or arguments, arguments as a JSON text, and an empty
/// cursor. The SDK would answer them with an internal error or an empty list, as it does texts with half of a surrogate pair: these become U+FFFD, which
/// the functions report.
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
            if (method is RequestMethods.ToolsCall or RequestMethods.PromptsGet)
                RepairArguments(given);
            else if (given["cursor"] is JsonValue cursor && cursor.TryGetValue<string>(out var text) && text.Length == 0)
                given.Remove("cursor");
            return given;
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or JsonException)
        {
            throw new McpProtocolException("The parameters cannot be read: a name is given twice or contains a broken character, or the arguments are no JSON object.", McpErrorCode.InvalidParams);
        }
    }

    private static void RepairArguments(JsonObject parameters)
    {
        if (parameters["arguments"] is not { } arguments)
            return;
        if (Arguments(arguments) is { } read)
            parameters["arguments"] = arguments = read;
        RepairTexts(arguments);
    }

    private static void RepairTexts(JsonNode node)
    {
        if (node is JsonObject members)
        {
            foreach (var (name, value) in members.ToArray())
            {
                if (value is JsonValue text && Repaired(text) is { } repaired)
                    members[name] = repaired;
                else if (value is not (null or JsonValue))
                    RepairTexts(value);
            }
        }
        else if (node is JsonArray items)
        {
            for (var index = 0; index < items.Count; index++)
            {
                if (items[index] is JsonValue text && Repaired(text) is { } repaired)
                    items[index] = repaired;
                else if (items[index] is not (null or JsonValue))
                    RepairTexts(items[index]!);
            }
        }
    }

    private static string? Repaired(JsonValue value) =>
        value.TryGetValue<JsonElement>(out var element) && JsonText.IsBroken(element) ? JsonText.Of(element) : null;

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
