using System.Text.Json;
using System.Text.Json.Nodes;
using CometRunway.Requests;
using CometRunway.SemanticKernel.Functions;
using CometRunway.SemanticKernel.Replies;

namespace CometRunway.McpServer.Tests.Documents;

/// <summary>One example reply for each tool, created from the reply types, so that an example cannot have a member that does not exist.</summary>
internal static class ExampleReplies
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerOptions.Default) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string Path = "/home/ada/Videos/CometRunway/2026-11-25_v7k2_slow-push-in-the-cat-opens-its-eyes.mp4";

    private const string TaskId = "17f20503-6c24-4c16-946b-35dbbce2af2f";

    private const string NoSuchRatio = "\"16:9\" is not a ratio for gen4_turbo. Write 1280:720, which is 16:9 in pixels. Allowed, in pixels as width:height: 1280:720, 720:1280, 1104:832, 832:1104, 960:960, 1584:672.";

    private static readonly string[] Ratios = ["1280:720", "720:1280", "1104:832", "832:1104", "960:960", "1584:672"];

    /// <summary>The arguments of the call that is answered, as JSON.</summary>
    public static string Arguments(string tool) => tool switch
    {
        FunctionNames.Options => """{"model":"gen4_turbo"}""",
        FunctionNames.FindImages => """{"query":"cat"}""",
        FunctionNames.Validate => """{"image":"cat.png","prompt":"Slow push in; the cat opens its eyes.","model":"gen4_turbo","ratio":"16:9"}""",
        FunctionNames.Create => """{"image":"cat.png","prompt":"Slow push in; the cat opens its eyes.","model":"gen4_turbo","ratio":"1280:720","duration":5,"requestId":"cat-eyes-1"}""",
        FunctionNames.Get or FunctionNames.Cancel => """{"taskId":"v7k2"}""",
        _ => "{}",
    };

    public static string Of(string tool) => JsonNode.Parse(Reply(tool).ToJson())!.ToJsonString(Indented);

    private static VideoRequest Request => new() { Image = "cat.png", Prompt = "Slow push in; the cat opens its eyes.", Model = "gen4_turbo", Ratio = "1280:720", Duration = 5 };

    private static NextAction Get => new(FunctionNames.Get, new JsonObject { ["taskId"] = "v7k2", ["waitSeconds"] = 45 });

    private static ToolReply Reply(string tool) => tool switch
    {
        FunctionNames.Options => new OptionsReply
        {
            Message = "Ready to create. gen4_turbo is on offer. Without model a request gets model gen3a_turbo: the specification's default, on offer.",
            Ready = true,
            Service = "sandbox at http://127.0.0.1:50123: nothing costs money, and videos are rehearsals, not Runway's work",
            Models =
            [
                new ModelReply
                {
                    Id = "gen4_turbo",
                    OnOffer = true,
                    Ratios = Ratios,
                    Seconds = [2, 3, 4, 5, 6, 7, 8, 9, 10],
                    DefaultSeconds = 5,
                    Price = "5 s: price about $0.20 (the gateway's list of 2026-11-25: $0.04 a second)",
                    Notes =
                    [
                        .. new[] { (2, "0.08"), (3, "0.12"), (4, "0.16"), (6, "0.24"), (7, "0.28"), (8, "0.32"), (9, "0.36"), (10, "0.40") }
                            .Select(price => $"{price.Item1} s: price about ${price.Item2} (the gateway's list of 2026-11-25: $0.04 a second)"),
                        "prompt at most 512 characters, read as UTF-16 units (CometAPI's page for image_to_video, 2026-11-23)",
                        "seed 0 to 999,999,999 (CometAPI's page for image_to_video, 2026-11-23)",
                        "six ratios, ratio required; durations 2 to 10 (Runway's API reference, 2026-08-08)",
                        "prompt optional (Runway's API reference, 2026-08-08)",
                    ],
                },
            ],
            Offer = "by the gateway's list of 2026-11-25 18:40Z",
            Prompt = "at most 512 characters",
            Seed = "0 to 999999999",
            Budget = "Today 1 task, 5 s, about $0.20, this month 1 task, 5 s, about $0.20. Left: 9 tasks this hour, 29 tasks in 24 h, 295 s of video in 24 h.",
            ImageFolders = ["/home/ada/Pictures", "/home/ada/Pictures/CometRunway"],
            Inbox = "/home/ada/Pictures/CometRunway",
            OutputFolder = "/home/ada/Videos/CometRunway",
            Frames = true,
        },
        FunctionNames.FindImages => new ImagesReply
        {
            Message = "1 picture, newest first, in /home/ada/Pictures, /home/ada/Pictures/CometRunway. Give a path as image.",
            Images = [new ImageReply { Path = "/home/ada/Pictures/CometRunway/cat.png", Modified = "2026-11-25 18:30Z", Bytes = 204_810, Type = "image/png", Width = 1920, Height = 1080, Orientation = "landscape", NearestRatio = "1280:720" }],
            Total = 1,
        },
        FunctionNames.Validate => new ValidateReply
        {
            Message = $"Nothing was created. {NoSuchRatio} Send the corrected request in nextAction if it is what the user wants. The attached picture is the frame that the ratio keeps; if you see none here, nobody has looked at it.",
            Valid = false,
            Problems = [new ProblemReply { Field = "ratio", Problem = NoSuchRatio, Given = "16:9", Allowed = Ratios, Nearest = "1280:720" }],
            Notes = ["duration 5 s: the specification's default"],
            Request = Request,
            NextAction = new(FunctionNames.Create, new JsonObject { ["image"] = "cat.png", ["prompt"] = Request.Prompt, ["model"] = "gen4_turbo", ["ratio"] = "1280:720", ["duration"] = 5 }),
        },
        FunctionNames.Create => new CreateReply
        {
            Message = "Not ready yet: call get_video with taskId v7k2. The file is saved by itself when the video is ready, usually within a minute or two. Do not create it again.",
            Created = true,
            Handle = "v7k2",
            TaskId = TaskId,
            RequestId = "cat-eyes-1",
            State = "accepted",
            Request = Request,
            Limits = new LimitsReply { TasksPerHour = new(9, 10), TasksPerDay = new(29, 30), SecondsPerDay = new(295, 300) },
            Notes = ["price about $0.20 (the gateway's list of 2026-11-25: $0.04 a second)"],
            NextAction = Get,
        },
        FunctionNames.Get => new VideoReply
        {
            Message = $"Finished: the video is saved at {Path}. Size and length are as asked. Nobody has looked at the picture.",
            Finished = true,
            State = "succeeded",
            Handle = "v7k2",
            TaskId = TaskId,
            RequestId = "cat-eyes-1",
            ElapsedSeconds = 48,
            Files = [new FileReply { Path = Path, Width = 1280, Height = 720, Seconds = 5, FramesPerSecond = 24, Codec = "H.264 Constrained Baseline 3.2", Audio = false, Bytes = 1_479_093 }],
        },
        FunctionNames.List => new ListReply
        {
            Message = "1 task. Today 1 task, 5 s, about $0.20, this month 1 task, 5 s, about $0.20. Left: 9 tasks this hour, 29 tasks in 24 h, 295 s of video in 24 h.",
            Videos = [new ListedVideo { Handle = "v7k2", State = "succeeded", Created = "2026-11-25 18:41Z", Image = "cat.png", Prompt = Request.Prompt, Settings = "gen4_turbo, 1280:720, 5 s", RequestId = "cat-eyes-1", Path = Path }],
            Total = 1,
        },
        FunctionNames.Cancel => new CancelReply
        {
            Message = "v7k2 was cancelled; there will be no video. Whether it is charged is up to the service and not known here.",
            Cancelled = true,
            Handle = "v7k2",
            State = "cancelled",
        },
        _ => throw new ArgumentOutOfRangeException(nameof(tool), tool, "There is no example of this tool."),
    };
}
