namespace CometRunway.McpServer.Protocol;

/// <summary>The server's instructions: what a model reads once, before it sees the tools.</summary>
internal static class ServerText
{
    public const string Instructions =
        """
        Turns one still picture into a short video with Runway's models behind CometAPI.
        1. If unsure what there is or what it costs, call get_video_options; if unsure about a request, validate_video_request. Both are free and create nothing.
        2. Call create_video_from_image ONCE for each video the user asked for: every call costs the user's money. It returns a task handle at once.
        3. Call get_video with that handle; while finished is false, call it again, or tell the user and come back later. The file is saved by itself.
        After a timeout, a cut connection or an error, call get_video before you create anything again: the task probably exists.
        If a reply says that the outcome is unknown, do not create again; tell the user what the reply says.
        If a reply has nextAction, that call leads on as it stands; read the message first.
        Pictures: a path in an allowed folder (find_images lists them), latest for the newest one there, or an https link. Never type base64, never invent a path or a task id.
        Unless frames gave you a picture you have not seen the video: say where the file is and how it differs from the request, not how it looks.
        """;
}
