namespace CometRunway.SemanticKernel.Functions;

/// <summary>The names of the functions, which are the same in Semantic Kernel, as <c>AIFunction</c> and over MCP.</summary>
public static class FunctionNames
{
    /// <summary>Lists the options for a request, and configuration problems.</summary>
    public const string Options = "get_video_options";

    /// <summary>Lists images in the allowed folders.</summary>
    public const string FindImages = "find_images";

    /// <summary>Checks a request. Creates nothing.</summary>
    public const string Validate = "validate_video_request";

    /// <summary>Creates a task. Costs money.</summary>
    public const string Create = "create_video_from_image";

    /// <summary>Waits for a task and returns its state and files.</summary>
    public const string Get = "get_video";

    /// <summary>Lists finished and running tasks.</summary>
    public const string List = "list_videos";

    /// <summary>Stops a running task.</summary>
    public const string Cancel = "cancel_video";

    /// <summary>All names, in the order in which the functions are listed.</summary>
    public static IReadOnlyList<string> All { get; } = [Options, FindImages, Validate, Create, Get, List, Cancel];
}
