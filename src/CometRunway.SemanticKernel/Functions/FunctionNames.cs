namespace CometRunway.SemanticKernel.Functions;

/// <summary>The functions' names: the same in Semantic Kernel, as <c>AIFunction</c> and over MCP.</summary>
public static class FunctionNames
{
    /// <summary>Tells what can be asked for, and what is wrong with the set-up.</summary>
    public const string Options = "get_video_options";

    /// <summary>Lists images in the allowed folders.</summary>
    public const string FindImages = "find_images";

    /// <summary>Checks a request and creates nothing.</summary>
    public const string Validate = "validate_video_request";

    /// <summary>Creates a task; costs money.</summary>
    public const string Create = "create_video_from_image";

    /// <summary>Waits for a task and tells its state and file.</summary>
    public const string Get = "get_video";

    /// <summary>Lists earlier and running tasks.</summary>
    public const string List = "list_videos";

    /// <summary>Stops a running task.</summary>
    public const string Cancel = "cancel_video";

    /// <summary>All of them, in the order in which they are offered.</summary>
    public static IReadOnlyList<string> All { get; } = [Options, FindImages, Validate, Create, Get, List, Cancel];
}
