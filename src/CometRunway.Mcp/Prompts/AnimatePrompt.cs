using System.Globalization;
using CometRunway.Catalog;
using CometRunway.Requests;
using ModelContextProtocol.Protocol;

namespace CometRunway.Mcp.Prompts;

/// <summary>The prompt <c>animate_image</c>. It explains how to write a motion prompt for an idea, and which tools to call next.</summary>
internal static class AnimatePrompt
{
    public const string Name = "animate_image";
    public const string Image = "image";
    public const string Idea = "idea";
    public const string Model = "model";
    public const string Ratio = "ratio";

    public static Prompt Definition { get; } = new()
    {
        Name = Name,
        Title = "Animate a picture",
        Description = "Writes a good motion prompt for one still picture and an idea, checks it, and creates the video once.",
        Arguments =
        [
            new PromptArgument { Name = Image, Title = "Picture", Description = "Path in an allowed folder, or an https link.", Required = true },
            new PromptArgument { Name = Idea, Title = "Idea", Description = "What should happen, in your own words.", Required = true },
            new PromptArgument { Name = Model, Title = "Model", Description = "A model's id. Default: what is on offer.", Required = false },
            new PromptArgument { Name = Ratio, Title = "Ratio", Description = "width:height in pixels. Default: nearest to the picture.", Required = false },
        ],
    };

    /// <summary>Creates the text for the model.</summary>
    /// <param name="image">The image that the user entered.</param>
    /// <param name="idea">The idea of the user.</param>
    /// <param name="row">The chosen model, or null if none was chosen or the name is unknown.</param>
    /// <param name="model">The model name that the user entered, or null.</param>
    /// <param name="ratio">The chosen ratio, or null.</param>
    public static string Text(string image, string idea, ModelListingEntry? row, string? model, string? ratio) =>
        $"""
        Animate this picture: {image}
        The idea: {idea}

        Write ONE motion prompt for it, in English, at most {row?.Model.PromptLimit ?? ModelCatalog.Default.Models[0].PromptLimit} characters; under 250 is usually better.
        The picture is the first frame: do not describe what it shows already, say what changes.
        - Camera first: one move with its speed ("slow push in", "pan left", "low orbit"), or "locked-off camera".
        - Then the subject: one action that fits into the seconds there are, in the present tense.
        - Then what moves around it: wind, steam, water, light, fabric.
        - Last the feel: calm, continuous, handheld, slow motion.
        Avoid: negations ("no blur" brings the blur in), cuts and scene changes, several actions in a row, things that are not in the picture
        unless they come in, written text, sound, style and quality words, names of people.
        Example. Idea: "make the portrait alive". Prompt: "Slow push in. She breathes, blinks once and turns her head slightly to the window;
        the curtain sways, dust drifts in the warm light. Calm, one continuous shot."

        Limits: {Limits(row, model)}
        Then: call validate_video_request with image, prompt{(model is null ? "" : $", model {model}")}{(ratio is null ? "" : $", ratio {ratio}")}; it is free. Tell the user settings and price. When they agree, call
        create_video_from_image ONCE, with a requestId of your own, then get_video with the handle until finished is true, and say where the file is.
        """;

    private static string Limits(ModelListingEntry? row, string? model) => row is null
        ? $"{(model is null ? "the model is open" : $"{model} is not a model known here")}; get_video_options lists models, ratios, lengths and prices."
        : string.Create(CultureInfo.InvariantCulture, $"{row.Model.Id} takes {string.Join(", ", row.Model.Durations)} s and {string.Join(", ", row.Model.Ratios)}; {row.Model.DefaultDuration} s: {row.DefaultPrice}.{(row.Model.TakesSeed ? "" : " It takes no seed.")}{(row.Model.PromptRequired ? " A prompt is required." : "")}");
}
