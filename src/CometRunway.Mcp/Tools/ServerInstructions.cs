using CometRunway.SemanticKernel.Functions;

namespace CometRunway.Mcp.Tools;

/// <summary>The server instructions, which a model reads before the tools.</summary>
internal static class ServerInstructions
{
    private static readonly (string[] Tools, string Line)[] Lines =
    [
        ([FunctionNames.Options], "If unsure what there is, what it costs or whether it works: get_video_options. It is free and needs no key."),
        ([FunctionNames.FindImages], "Picture: a path in an allowed folder (find_images lists them), latest for the newest one there, or an https link. Never type base64, never invent a path or a task id."),
        ([FunctionNames.Validate], "If unsure about a request: validate_video_request. It is free, creates nothing, and corrects."),
        ([FunctionNames.Create], "create_video_from_image ONCE for each video the user asked for: every call costs the user's money. Give each video a requestId of your own. It returns a handle at once."),
        ([FunctionNames.Get], "get_video with that handle; while finished is false, call it again, or tell the user and come back later. The file is saved by itself."),
        ([FunctionNames.Create, FunctionNames.Get, FunctionNames.List], "After a timeout, a cut connection or an error: get_video or list_videos before you create anything again; the task probably exists. Repeat a create only with the requestId that it had, also after a restart."),
        ([FunctionNames.Create], "If the outcome is unknown, or created is false, do not create again; tell the user what the reply says. Only the user raises a limit."),
        ([FunctionNames.Get], "Unless frames gave you a picture you have not seen the video: say where the file is and how it differs from the request, not how it looks."),
    ];

    /// <summary>Returns the instructions for the available tools.</summary>
    public static string For(IReadOnlyCollection<string> tools)
    {
        string[] lines =
        [
            "Turns one still picture into a short video with Runway's models behind CometAPI.",
            .. Lines.Where(l => l.Tools.All(tools.Contains)).Select(l => l.Line),
            .. tools.Contains(FunctionNames.Create) ? Array.Empty<string>() : ["Nothing can be created here: this server was started without the tool for it."],
            "If a reply has nextAction, that call leads on as it stands; read its message first.",
        ];
        return string.Join('\n', lines);
    }
}
