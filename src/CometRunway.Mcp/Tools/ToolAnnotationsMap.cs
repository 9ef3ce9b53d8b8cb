using CometRunway.SemanticKernel.Functions;
using ModelContextProtocol.Protocol;

namespace CometRunway.Mcp.Tools;

/// <summary>
/// Titles and MCP annotations of the tools. A tool is open-world if it contacts hosts that the caller specifies or changes something outside this
/// machine. Reading the public model list of the configured service does not make a tool open-world.
/// </summary>
internal static class ToolAnnotationsMap
{
    public static (string Title, ToolAnnotations Annotations) Of(string function) => function switch
    {
        FunctionNames.Options => ("What can be asked for", ReadOnly(openWorld: false)),
        FunctionNames.FindImages => ("Find pictures", ReadOnly(openWorld: false)),
        // It can download an image from any host in a link.
        FunctionNames.Validate => ("Check a video request", ReadOnly(openWorld: true)),
        FunctionNames.Create => ("Create a video from a picture (costs money)", Writing(destructive: false, idempotent: false)),
        FunctionNames.Get => ("Wait for a video", ReadOnly(openWorld: false)),
        FunctionNames.List => ("List videos", ReadOnly(openWorld: false)),
        FunctionNames.Cancel => ("Cancel a video", Writing(destructive: true, idempotent: true)),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "This function has no annotations."),
    };

    private static ToolAnnotations ReadOnly(bool openWorld) => new() { ReadOnlyHint = true, OpenWorldHint = openWorld };

    private static ToolAnnotations Writing(bool destructive, bool idempotent) =>
        new() { ReadOnlyHint = false, DestructiveHint = destructive, IdempotentHint = idempotent, OpenWorldHint = true };
}
