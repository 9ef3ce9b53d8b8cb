using CometRunway.Images;

namespace CometRunway.Requests;

/// <summary>A request that has not been checked. All values are optional.</summary>
public sealed record RequestDraft
{
    /// <summary>The facts of the image to send; null when they are unknown (a link that was not probed).</summary>
    public ImageFacts? Image { get; init; }

    /// <summary>A description of the movement.</summary>
    public string? Prompt { get; init; }

    /// <summary>The model id.</summary>
    public string? Model { get; init; }

    /// <summary>The frame size as <c>width:height</c>.</summary>
    public string? Ratio { get; init; }

    /// <summary>The duration in seconds.</summary>
    public int? Duration { get; init; }

    /// <summary>The seed.</summary>
    public long? Seed { get; init; }

    /// <summary>The part of the image to keep when it is cropped here; null for no crop.</summary>
    public string? CropFocus { get; init; }

    /// <summary>Whether to add a watermark.</summary>
    public bool Watermark { get; init; }
}
