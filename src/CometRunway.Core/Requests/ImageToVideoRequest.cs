using CometRunway.Api;
using CometRunway.Images;

namespace CometRunway.Requests;

/// <summary>One request to animate an image, in this library's words; the wire names of the specification appear only on the wire.</summary>
public sealed record ImageToVideoRequest
{
    /// <summary>The first frame. On the wire <c>promptImage</c>: an https URL or a data URI.</summary>
    public required ImageSource Image { get; init; }

    /// <summary>What should move, and how. On the wire <c>promptText</c>; at most 512 UTF-16 units (the specification's "characters", as we read it).</summary>
    public string? Prompt { get; init; }

    /// <summary>The model's id, for example <c>gen3a_turbo</c>. Any string: gateways add models without notice.</summary>
    public required string Model { get; init; }

    /// <summary>The asked frame size as <c>width:height</c>, for example <c>1280:768</c>; null leaves it to the service.</summary>
    public string? Ratio { get; init; }

    /// <summary>Length in seconds; null leaves it to the service (5 by the specification).</summary>
    public int? Duration { get; init; }

    /// <summary>0 to 999,999,999 by the specification; null lets the service choose.</summary>
    public long? Seed { get; init; }

    /// <summary>Around which part <see cref="Image"/> was cropped beforehand; null when it was not. It is not sent, and makes another request.</summary>
    public string? CropFocus { get; init; }

    /// <summary>Asks for a watermark. Default false; what it does on the live service is unknown.</summary>
    public bool Watermark { get; init; }

    /// <summary>The request as the API takes it, with the specification's field names.</summary>
    internal CreateTaskRequest ToApi() => new()
    {
        PromptImage = Image.ToWire(),
        PromptText = Prompt,
        Model = Model,
        Ratio = Ratio,
        Duration = Duration,
        Seed = Seed,
        Watermark = Watermark ? true : null,
    };
}
