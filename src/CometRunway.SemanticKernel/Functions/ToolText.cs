namespace CometRunway.SemanticKernel.Functions;

/// <summary>The descriptions of the tools for models. They are covered by snapshots.</summary>
internal static class ToolText
{
    public const string Options =
        "What can be asked for: models on offer now with ratios, lengths and prices, budget left, picture folders, and anything wrong with the set-up. Free.";

    public const string OptionsModel = "Everything on one model. Default: all, in short.";

    public const string FindImages =
        "Pictures in the folders that may be read, newest first, with size, orientation and nearest ratio. Free.";

    public const string ImageQuery = "Words in file or folder name.";

    public const string Validate =
        "Checks a create_video_from_image request without creating or paying anything. Returns every problem with what is allowed, a corrected request, and a small picture of what the ratio keeps. Free.";

    public const string Create =
        "Animates one still picture into a short Runway video. COSTS MONEY each time: call it once per video the user asked for. Returns a task handle at once; the video takes about a minute and is saved to disk: call get_video next. After a timeout or error call get_video before creating again.";

    public const string Get =
        "Waits for a video task, then returns its state and, when finished, the file's path and what is in it. Free. While finished is false, call it again.";

    public const string Image =
        "Path of a picture in an allowed folder (made to fit), latest (the newest there; find_images lists them), or an https link to a PNG, JPEG or WebP. Never type base64.";

    public const string Prompt = "What moves and how: camera, subject. At most 512 characters. Required by gen4.5.";

    public const string Model = "Id, e.g. gen3a_turbo, gen4_turbo, gen4.5, veo3.1. Default: what is on offer.";

    public const string Ratio =
        "width:height in pixels, e.g. 1280:768, 768:1280, 1280:720, 720:1280; not 16:9. Default: nearest to the picture.";

    public const string Duration = "Seconds: 5 or 10 fit most models; veo3.1 takes 4, 6, 8. Default 5 where allowed.";

    public const string Seed = "For repeatable results. Default: random.";

    public const string CropFocus = "top, bottom, left, right or center: crops the file to the ratio there first. Default: the service keeps the middle.";

    public const string Watermark = "Default false.";

    public const string NewTake = "true: one more video of a request made minutes ago. Default false.";

    public const string RequestId =
        "An id of yours for this video. Repeat it with every retry, also after a restart: it is never paid twice.";

    public const string TaskId = "Handle (like v7k2) or task id. Default: the newest task.";

    public const string Frames = "1-9: adds a picture of so many frames; needs ffmpeg.";

    public const string WaitSeconds = "How long to wait, 0-50. Default 45.";

    public const string List =
        "Earlier and running video tasks, newest first, also after a restart and offline, with those of unknown outcome; totals of today and this month, and what is left of the limits. Free.";

    public const string Query = "Words to find in prompt, picture name, model or handle.";

    public const string State = "running, finished, failed, unknown, or all (default).";

    public const string ListLimit = "1-50. Default 10.";

    public const string Cursor = "nextCursor of the page before.";

    public const string Cancel =
        "Stops a running video task for good. Refuses on a finished one, so that no paid video is deleted. Call it only if the user asks.";

    public const string CancelTaskId = "Handle or task id.";
}
