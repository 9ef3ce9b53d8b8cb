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

    public static string Of(string tool) => JsonNode.Parse(Reply(tool).ToJson())!.ToJsonString(Indented);

    private static VideoRequest Request => new() { Image = "cat.png", Prompt = "Slow push in; the cat opens its eyes.", Model = "gen4_turbo", Ratio = "1280:720", Duration = 5 };

    private static NextAction Get => new(FunctionNames.Get, new JsonObject { ["taskId"] = "v7k2", ["waitSeconds"] = 45 });

    private static ToolReply Reply(string tool) => tool switch
    {
        FunctionNames.Options => new OptionsReply
        {
            Message = "Ready to create. Without model a request gets model gen3a_turbo: the specification's default, on offer.",
            Ready = true,
            Service = "sandbox at http://127.0.0.1:50123: nothing costs money, and videos are rehearsals, not Runway's work",
            Models =
            [
                new ModelReply
                {
                    Id = "gen4_turbo",
                    OnOffer = true,
                    Ratios = ["1280:720", "720:1280", "1104:832", "832:1104", "960:960", "1584:672"],
                    Seconds = [2, 3, 4, 5, 6, 7, 8, 9, 10],
                    DefaultSeconds = 5,
                    Price = "5 s: price about $0.20 (the gateway's list of 2026-11-25: $0.04 a second)",
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
            Message = "1 picture.",
            Images = [new ImageReply { Path = "/home/ada/Pictures/CometRunway/cat.png", Modified = "2026-11-25 18:30Z", Bytes = 204_810, Type = "png", Width = 1920, Height = 1080, Orientation = "landscape", NearestRatio = "1280:720" }],
            Total = 1,
        },
        FunctionNames.Validate => new ValidateReply
        {
            Message = "Nothing was created. ratio 16:9 is a shape and not a frame size: write 1280:720. Send the corrected request in nextAction if it is what the user wants.",
            Valid = false,
            Problems = [new ProblemReply { Field = "ratio", Problem = "ratio 16:9 is a shape and not a frame size: write 1280:720.", Given = "16:9", Allowed = ["1280:720", "720:1280"], Nearest = "1280:720" }],
            Request = Request,
            NextAction = new(FunctionNames.Create, new JsonObject { ["image"] = "cat.png", ["model"] = "gen4_turbo", ["ratio"] = "1280:720", ["duration"] = 5 }),
        },
        FunctionNames.Create => new CreateReply
        {
            Message = "Not ready yet: call get_video with taskId v7k2. The file is saved by itself when the video is ready, usually within a minute or two. Do not create it again.",
            Created = true,
            Handle = "v7k2",
            TaskId = "17f20503-6c24-4c16-946b-35dbbce2af2f",
            State = "accepted",
            Request = Request,
            Notes = ["price about $0.20 (the gateway's list of 2026-11-25: $0.04 a second)"],
            NextAction = Get,
        },
        FunctionNames.Get => new VideoReply
        {
            Message = "Finished: the video is saved at /home/ada/Videos/CometRunway/cat-v7k2.mp4. Size and length are as asked. Nobody has looked at the picture.",
            Finished = true,
            State = "succeeded",
            Handle = "v7k2",
            ElapsedSeconds = 48,
            Files = [new FileReply { Path = "/home/ada/Videos/CometRunway/cat-v7k2.mp4", Width = 1280, Height = 720, Seconds = 5, FramesPerSecond = 24, Codec = "H.264 Constrained Baseline", Audio = false, Bytes = 1_512_004 }],
        },
        FunctionNames.List => new ListReply
        {
            Message = "1 task. Today 1 task, 5 s, about $0.20, this month 1 task, 5 s, about $0.20. Left: 9 tasks this hour, 29 tasks in 24 h, 295 s of video in 24 h.",
            Videos = [new ListedVideo { Handle = "v7k2", State = "succeeded", Created = "2026-11-25 18:41Z", Image = "cat.png", Settings = "gen4_turbo, 1280:720, 5 s", Path = "/home/ada/Videos/CometRunway/cat-v7k2.mp4" }],
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
