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
        var name = image.Length > LongestName || !EchoedImage.IsWhole(image) ? "" : ImageName(image);
        return new(FunctionNames.FindImages, name.Length == 0 ? [] : new JsonObject { ["query"] = name });
    }

    public static NextAction Create(VideoRequest request) => new(FunctionNames.Create, SettingsJson.Write(request));

    /// <summary>Converts settings to arguments. An image in the argument itself is replaced by a short text.</summary>
    public static VideoRequest ToArguments(VideoRequest asked, VideoSettings settings) => new(settings)
    {
        Image = EchoedImage.Of(asked.Image),
        CropFocus = string.IsNullOrWhiteSpace(settings.CropFocus) ? null : settings.CropFocus,
        RequestId = asked.RequestId,
    };

    /// <summary>Returns true if the request can be repeated without changes.</summary>
    public static bool CanRepeat(VideoRequest asked) => asked.Image.Length > 0 && EchoedImage.IsWhole(asked.Image);

    private static string ImageName(string image)
    {
        var last = image.Split('/', '\\')[^1].Trim(' ', '"', '\'', '`', '<', '>', '(', ')', '[', ']');
        var stem = Path.GetFileNameWithoutExtension(last.Split('?', '#')[0]);
        return stem.All(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_' or '.') ? stem : "";
    }
}
