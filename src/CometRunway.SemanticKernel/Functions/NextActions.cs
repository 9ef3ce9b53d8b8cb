using System.Text.Json.Nodes;
using CometRunway.Requests;
using CometRunway.SemanticKernel.Replies;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>Creates the suggested next calls.</summary>
internal static class NextActions
{
    private const int LongestName = 300;

    public static NextAction Get(string handle, int frames = 0)
    {
        var arguments = new JsonObject { ["taskId"] = handle, ["waitSeconds"] = 45 };
        if (frames > 0)
            arguments["frames"] = frames;
        return new(FunctionNames.Get, arguments);
    }

    public static NextAction List() => new(FunctionNames.List, []);

    /// <summary>Suggests images with a similar name, or all images if no name was given.</summary>
    public static NextAction FindImages(string image)
    {
        var name = IsDataUri(image) || image.Length > LongestName ? "" : ImageName(image);
        return new(FunctionNames.FindImages, name.Length == 0 ? [] : new JsonObject { ["query"] = name });
    }

    public static NextAction Create(RequestReply request)
    {
        var arguments = new JsonObject { ["image"] = request.Image };
        if (request.Prompt is not null)
            arguments["prompt"] = request.Prompt;
        if (request.Model is not null)
            arguments["model"] = request.Model;
        if (request.Ratio is not null)
            arguments["ratio"] = request.Ratio;
        if (request.Duration is { } duration)
            arguments["duration"] = duration;
        if (request.Seed is { } seed)
            arguments["seed"] = seed;
        if (request.Watermark is true)
            arguments["watermark"] = true;
        if (request.CropFocus is not null)
            arguments["cropFocus"] = request.CropFocus;
        return new(FunctionNames.Create, arguments);
    }

    /// <summary>Converts a draft to arguments. A data URI is omitted, because it is too long to repeat.</summary>
    public static RequestReply ToReply(VideoRequest asked, RequestDraft draft) => new()
    {
        Image = IsDataUri(asked.Image) ? "(the same data URI)" : asked.Image,
        Prompt = draft.Prompt,
        Model = draft.Model,
        Ratio = draft.Ratio,
        Duration = draft.Duration,
        Seed = draft.Seed,
        Watermark = draft.Watermark ? true : null,
        CropFocus = string.IsNullOrWhiteSpace(draft.CropFocus) ? null : draft.CropFocus,
    };

    /// <summary>Whether the request can be repeated without changes.</summary>
    public static bool CanRepeat(VideoRequest asked) => asked.Image.Length > 0 && !IsDataUri(asked.Image);

    private static string ImageName(string image)
    {
        var last = image.Split('/', '\\')[^1].Trim(' ', '"', '\'', '`', '<', '>', '(', ')', '[', ']');
        var stem = Path.GetFileNameWithoutExtension(last.Split('?', '#')[0]);
        return stem.All(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_' or '.') ? stem : "";
    }

    private static bool IsDataUri(string image) => image.TrimStart().StartsWith("data:", StringComparison.OrdinalIgnoreCase);
}
