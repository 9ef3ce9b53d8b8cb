namespace CometRunway.Requests;

/// <summary>What a caller asks for, before the image was read and before defaults were chosen.</summary>
public sealed record VideoRequest
{
    /// <summary>The image: a path in an allowed folder, an https link, a data URI, or <c>latest</c> for the newest image in the allowed folders.</summary>
    public required string Image { get; init; }

    /// <summary>What should move, and how.</summary>
    public string? Prompt { get; init; }

    /// <summary>The model's id; null lets configuration, the specification and the gateway's offer decide.</summary>
    public string? Model { get; init; }

    /// <summary><c>width:height</c>; null picks the allowed one nearest to the image.</summary>
    public string? Ratio { get; init; }

    /// <summary>Seconds; null picks the model's default.</summary>
    public int? Duration { get; init; }

    /// <summary>0 to 999,999,999; null lets the service choose.</summary>
    public long? Seed { get; init; }

    /// <summary>Which part of the image stays when it is cropped: top, bottom, left, right or center. Null leaves the crop to the service, which keeps the middle.</summary>
    public string? CropFocus { get; init; }

    /// <summary>Asks for a watermark. Default false.</summary>
    public bool Watermark { get; init; }
}
