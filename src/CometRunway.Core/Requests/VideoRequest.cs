namespace CometRunway.Requests;

/// <summary>A request of a caller, before the image is read and defaults are chosen.</summary>
public sealed record VideoRequest
{
    /// <summary>The image: a path in an allowed folder, an https link, a data URI, or <c>latest</c> for the newest image in the allowed folders.</summary>
    public required string Image { get; init; }

    /// <summary>A description of the movement.</summary>
    public string? Prompt { get; init; }

    /// <summary>The model id; null for the configured model, or the default among the models that the gateway lists.</summary>
    public string? Model { get; init; }

    /// <summary>The ratio as <c>width:height</c>; null for the allowed ratio that is nearest to the image.</summary>
    public string? Ratio { get; init; }

    /// <summary>The duration in seconds; null for the default of the model.</summary>
    public int? Duration { get; init; }

    /// <summary>The seed, 0 to 999,999,999; null for a random one.</summary>
    public long? Seed { get; init; }

    /// <summary>The part of the image to keep when it is cropped: top, bottom, left, right or center. When null, the service crops the image and keeps the middle.</summary>
    public string? CropFocus { get; init; }

    /// <summary>Whether to add a watermark. Default false.</summary>
    public bool Watermark { get; init; }
}
