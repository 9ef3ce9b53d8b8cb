using System.Globalization;
using System.Text;
using System.Text.Json;
using CometRunway.Mcp.Tools;
using Microsoft.Extensions.AI;
using ModelContextProtocol.Protocol;

namespace CometRunway.McpServer.Tests.Documents;

/// <summary>Generates the page <c>docs/tools.md</c>, which describes each tool as a model receives it.</summary>
internal static class ToolsPage
{
    private const string Head =
        """
        # Tools

        <!-- Generated from the functions in src/CometRunway.SemanticKernel/Functions; a test compares them. Do not edit. -->

        Semantic Kernel, `IChatClient` and MCP use one definition, so names, descriptions, limits and replies are the same everywhere. Replies are
        JSON whose first member, `message`, is a sentence. Unknown values are omitted. Failures have one format, described in
        [errors](errors.md). `COMETRUNWAY_TOOLS` and `COMETRUNWAY_READ_ONLY` select the tools ([configuration](configuration.md)).

        Only `create_video_from_image` and `cancel_video` change anything at the service, so only they are not read-only. `get_video` fetches a
        missing file again. Only `create_video_from_image` costs money.

        """;

    public static string Text(IEnumerable<AIFunction> functions)
    {
        var page = new StringBuilder(Head);
        foreach (var function in functions)
            Describe(page, function);
        return page.ToString();
    }

    private static void Describe(StringBuilder page, AIFunction function)
    {
        var (title, annotations) = ToolAnnotationsMap.Of(function.Name);
        page.Append(CultureInfo.InvariantCulture, $"\n## `{function.Name}`\n\n**{title}**: {Hints(annotations)}.\n\n{function.Description}\n\n");
        page.Append("| argument | type | description |\n|---|---|---|\n");
        var required = function.JsonSchema.TryGetProperty("required", out var list) ? list.EnumerateArray().Select(e => e.GetString()).ToArray() : [];
        foreach (var argument in function.JsonSchema.GetProperty("properties").EnumerateObject())
            page.Append(CultureInfo.InvariantCulture, $"| `{argument.Name}`{(required.Contains(argument.Name) ? " (required)" : "")} | {Type(argument.Value)} | {argument.Value.GetProperty("description").GetString()!.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        page.Append(CultureInfo.InvariantCulture, $"\nReply to `{function.Name} {ExampleReplies.Arguments(function.Name)}`:\n\n```json\n{ExampleReplies.Of(function.Name)}\n```\n");
    }

    private static string Hints(ToolAnnotations annotations) => string.Join(", ", new[]
    {
        annotations.ReadOnlyHint is true ? "read-only" : "not read-only",
        annotations.DestructiveHint is true ? "destructive" : null,
        annotations.IdempotentHint is true ? "idempotent" : null,
        annotations.OpenWorldHint is true ? "open world (contacts other hosts)" : "uses only this machine and the configured service",
    }.OfType<string>());

    private static string Type(JsonElement schema)
    {
        var type = schema.GetProperty("type").GetString()!;
        return schema.TryGetProperty("minimum", out var least) && schema.TryGetProperty("maximum", out var most) ? $"{type}, {least} to {most}" : type;
    }
}
