using CometRunway.Images;

namespace CometRunway.Requests;

/// <summary>A request as somebody typed it: nothing is required, nothing is checked yet.</summary>
public sealed record RequestDraft
{
    /// <summary>What is known of the image that will be sent; null when nobody looked (a link).</summary>
    public ImageFacts? Image { get; init; }

    /// <summary>What should move, and how.</summary>
    public string? Prompt { get; init; }

    /// <summary>The model's id.</summary>
    public string? Model { get; init; }

    /// <summary>The frame size as <c>width:height</c>.</summary>
    public string? Ratio { get; init; }

    /// <summary>Length in seconds.</summary>
    public int? Duration { get; init; }

    /// <summary>The seed.</summary>
    public long? Seed { get; init; }

    /// <summary>Which part of the image stays when it is cropped here; null crops nothing.</summary>
    public string? CropFocus { get; init; }

    /// <summary>Asks for a watermark.</summary>
    public bool Watermark { get; init; }
}
