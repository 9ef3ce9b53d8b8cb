using CometRunway.SemanticKernel.Functions;

namespace CometRunway.McpServer.Protocol;

/// <summary>
/// What a host is told of a tool, truthfully: who costs money, who writes, who reaches hosts that the caller names or changes things outside.
/// Asking the one configured service for its public list is not the open world.
/// </summary>
internal sealed record ToolTraits(string Title, bool ReadOnly, bool? Destructive, bool? Idempotent, bool OpenWorld)
{
    /// <summary>The traits by function name.</summary>
    public static ToolTraits Of(string function) => function switch
    {
        FunctionNames.Options => new("What can be asked for", ReadOnly: true, null, null, OpenWorld: false),
        FunctionNames.FindImages => new("Find pictures", ReadOnly: true, null, null, OpenWorld: false),
        // It looks at the image behind a link, wherever that leads.
        FunctionNames.Validate => new("Check a video request", ReadOnly: true, null, null, OpenWorld: true),
        FunctionNames.Create => new("Create a video from a picture (costs money)", ReadOnly: false, Destructive: false, Idempotent: false, OpenWorld: true),
        FunctionNames.Get => new("Wait for a video", ReadOnly: true, null, null, OpenWorld: false),
        FunctionNames.List => new("List videos", ReadOnly: true, null, null, OpenWorld: false),
        FunctionNames.Cancel => new("Cancel a video", ReadOnly: false, Destructive: true, Idempotent: true, OpenWorld: true),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "No traits are known for this function."),
    };
}
