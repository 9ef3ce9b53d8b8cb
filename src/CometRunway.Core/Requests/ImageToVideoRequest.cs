using CometRunway.Api;
using CometRunway.Images;

namespace CometRunway.Requests;

/// <summary>A valid request to create a video from an image. The comments give the JSON names of the API.</summary>
public sealed record ImageToVideoRequest
{
    /// <summary>The first frame (<c>promptImage</c>): an https URL or a data URI.</summary>
    public required ImageSource Image { get; init; }

    /// <summary>A description of the movement (<c>promptText</c>), at most 512 UTF-16 code units; CometAPI's documentation says "characters".</summary>
    public string? Prompt { get; init; }

    /// <summary>The model id, for example <c>gen3a_turbo</c>. Any string is allowed, because gateways add models without notice.</summary>
    public required string Model { get; init; }

    /// <summary>The frame size as <c>width:height</c>, for example <c>1280:768</c>; null for the default of the service.</summary>
    public string? Ratio { get; init; }

    /// <summary>The duration in seconds; null for the default of the service (documented as 5).</summary>
    public int? Duration { get; init; }

    /// <summary>The seed, documented as 0 to 999,999,999; null for a random one.</summary>
    public long? Seed { get; init; }

    /// <summary>The focus around which <see cref="Image"/> was cropped; null when it was not. It is not sent, but requests with another focus are not duplicates.</summary>
    public string? CropFocus { get; init; }

    /// <summary>Whether to add a watermark. Default false. Its effect at the live service is unknown.</summary>
    public bool Watermark { get; init; }

    /// <summary>Creates the request body for the API.</summary>
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
